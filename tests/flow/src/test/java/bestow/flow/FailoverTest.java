package bestow.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.flow.Visitor.Answer;
import bestow.testing.Eventually;
import bestow.testing.RedisCluster;
import bestow.testing.RedisOptions;
import bestow.testing.RedisProcess;
import bestow.wire.quota.StockReply.Bucket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Quota and delivery over a Redis Cluster each, and a master of one of them that dies under load.
final class FailoverTest {
  private static final int USERS = 8;
  private static final int BUCKETS = 8;
  private static final Duration SOON = Duration.ofSeconds(60);

  /// Twice the time of a hold, and some sweeps.
  private static final Duration QUIET = Duration.ofSeconds(90);

  private static final Map<String, RedisCluster> CLUSTERS = new HashMap<>();

  @TempDir private static Path folder;
  private static House house;

  @BeforeAll
  static void start() {
    for (var owner : List.of("quota", "delivery")) {
      CLUSTERS.put(owner, RedisCluster.start(RedisOptions.DEFAULT.withFsyncAlways()));
    }
    var seeds = new HashMap<String, String>();
    CLUSTERS.forEach((owner, cluster) -> seeds.put(owner, address(cluster.nodes().getLast())));
    // What a dead master leaves in doubt is asked about soon.
    house = House.clustered(folder, seeds, Map.of("quota.hold-time", "10s"));
  }

  @AfterAll
  static void stop() {
    house.close();
    CLUSTERS.values().forEach(RedisCluster::close);
  }

  @ParameterizedTest
  @ValueSource(strings = {"quota", "delivery"})
  void nothingThatWasAnsweredIsLostWithAMaster(String owner) {
    var campaign =
        new CampaignFile("master-of-" + owner, "vip-day", 1_000_000, 1_000_000, 1_000, BUCKETS);
    house.publish(campaign);
    int others = house.ledgers().delivered().size();
    var cluster = CLUSTERS.get(owner);
    // Its third of the slots has some of the campaign's buckets.
    var doomed = cluster.nodes().getFirst();
    Set<String> answered;
    try (var traffic = new Traffic(house, campaign, USERS, List.of(house.port("gateway", 1)))) {
      traffic.go(100);
      doomed.kill();
      traffic.go(20);
      cluster.awaitElection();
      doomed.restart();
      Eventually.within(SOON, () -> allDeliveredOf(traffic, 40), "claims are delivered again");
      traffic.end();
      answered =
          traffic.answers().stream()
              .filter(answer -> Set.of("delivered", "processing").contains(answer.word()))
              .map(answer -> answer.member("order"))
              .collect(Collectors.toSet());
    }

    Eventually.within(
        QUIET, () -> house.ledgers().delivered().containsAll(answered), "all is delivered");
    var ledger = house.ledgers().delivered();
    assertEquals(ledger.size(), new HashSet<>(ledger).size(), "nothing twice");
    assertTrue(answered.size() >= 100, answered.size() + " orders were answered 200 or 202");
    Eventually.within(
        QUIET, () -> agrees(campaign, others), "quota's ledger agrees with the provider's");
  }

  private static String address(RedisProcess node) {
    return node.host() + ":" + node.port();
  }

  /// Whether the next so many claims all go well.
  private static boolean allDeliveredOf(Traffic traffic, int next) {
    int before = traffic.answers().size();
    traffic.go(next);
    return traffic.answers().stream()
        .skip(before)
        .limit(next)
        .map(Answer::word)
        .allMatch("delivered"::equals);
  }

  /// @param others how many the provider delivered of other campaigns
  private static boolean agrees(CampaignFile campaign, int others) {
    var stock = house.ledgers().stock(campaign);
    long leased = stock.buckets().stream().mapToLong(Bucket::leased).sum();
    long held = stock.buckets().stream().mapToLong(Bucket::held).sum();
    long confirmed = stock.buckets().stream().mapToLong(Bucket::confirmed).sum();
    int delivered = house.ledgers().delivered().size() - others;
    return stock.reservoir() + leased == stock.configured()
        && stock.buckets().stream()
            .allMatch(each -> each.free() + each.held() + each.confirmed() == each.leased())
        && held == 0
        && confirmed == delivered;
  }
}
