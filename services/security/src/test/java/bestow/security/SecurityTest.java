package bestow.security;

import static org.junit.jupiter.api.Assertions.assertEquals;

import bestow.security.Security.Judgement;
import bestow.testing.FakeClock;
import bestow.wire.security.Dimension;
import bestow.wire.security.Threshold;
import bestow.wire.security.Threshold.Beyond;
import bestow.wire.security.Verdict;
import bestow.wire.security.VerdictRequest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SecurityTest {
  private final FakeClock clock = new FakeClock();
  private final Security security =
      new Security(
          new MemorySecurityStore(),
          clock,
          List.of(
              new Threshold(Dimension.USER, 2, 60, Beyond.REFUSE),
              new Threshold(Dimension.IP, 100, 60, Beyond.REFUSE),
              new Threshold(Dimension.DEVICE, 1, 60, Beyond.CHALLENGE)));

  @Test
  void thePlatformsLimitsHoldWhereACampaignNamesNone() {
    assertEquals(allowed(), judge("alice", ""));
    assertEquals(allowed(), judge("alice", ""));

    assertEquals(Verdict.TooMany.class, verdict(judge("alice", "")).getClass());
    clock.advance(Duration.ofMinutes(3));
    assertEquals(allowed(), judge("alice", ""));
  }

  @Test
  void aCampaignsOwnLimitStandsInThePlaceOfThePlatforms() {
    var own = List.of(new Threshold(Dimension.USER, 3, 60, Beyond.CHALLENGE));
    for (int i = 0; i < 3; i++) assertEquals(allowed(), judge("bob", "", own));

    assertEquals(new Verdict.Challenged(Dimension.USER), verdict(judge("bob", "", own)));
  }

  @Test
  void aDeviceCountsOnlyWhereOneIsNamed() {
    assertEquals(allowed(), judge("carol", ""));
    assertEquals(allowed(), judge("carol", "phone"));
    assertEquals(new Verdict.Challenged(Dimension.DEVICE), verdict(judge("dave", "phone")));
  }

  private Judgement judge(String user, String device) {
    return judge(user, device, List.of());
  }

  private Judgement judge(String user, String device, List<Threshold> own) {
    return security.judge(new VerdictRequest(user, "192.0.2.1", device, "spring", own));
  }

  private static Judgement allowed() {
    return new Judgement.Given(new Verdict.Allowed());
  }

  private static Verdict verdict(Judgement judgement) {
    return switch (judgement) {
      case Judgement.Given(Verdict verdict) -> verdict;
      case Judgement.Unavailable(String why) -> throw new AssertionError(why);
    };
  }
}
