package bestow.peer;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Profile;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** The gateway's own copy of the campaigns, so that no claim waits for config. */
@Component
@Profile("gateway")
class CampaignCopy {
  private static final Logger log = LoggerFactory.getLogger(CampaignCopy.class);

  private final Callee config;
  private volatile Map<String, Wire.Campaign> campaigns = Map.of();

  CampaignCopy(Callees callees) {
    this.config = callees.callee("config");
  }

  Optional<Wire.Campaign> find(String id) {
    return Optional.ofNullable(campaigns.get(id));
  }

  @Scheduled(fixedDelayString = "1s")
  void refresh() {
    try {
      campaigns =
          config.get("/v1/campaigns", Wire.Campaigns.class).campaigns().stream()
              .collect(Collectors.toMap(Wire.Campaign::campaign, Function.identity()));
    } catch (RuntimeException e) {
      log.warn("Config gave no campaigns, the old copy stays: {}", e.getMessage());
    }
  }
}
