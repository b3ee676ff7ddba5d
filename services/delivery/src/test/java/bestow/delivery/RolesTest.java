package bestow.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;

import bestow.delivery.PartOf.Role;
import bestow.wire.config.Lane;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Which part of a bundle decides.
final class RolesTest {

  @Test
  void thePivotIsWhatCanNeitherBeTakenBackNorTriedAgain() {
    assertEquals(
        List.of(Role.FORWARD, Role.REVOCABLE, Role.PIVOT),
        Roles.of(
            List.of(
                fixed(Terms.Kind.SAME_NUMBER),
                supply(true, Terms.Kind.SAME_NUMBER),
                fixed(Terms.Kind.NOTHING))));
    assertEquals(
        List.of(Role.PIVOT, Role.FORWARD),
        Roles.of(List.of(fixed(Terms.Kind.SAME_NUMBER), fixed(Terms.Kind.ASK_FIRST))));
    assertEquals(List.of(Role.REVOCABLE), Roles.of(List.of(supply(true, Terms.Kind.SAME_NUMBER))));
  }

  private static Supply fixed(Terms.Kind kind) {
    return supply(false, kind);
  }

  private static Supply supply(boolean revocable, Terms.Kind kind) {
    var pace = new Pace(PaceSettings.USUAL, () -> 0);
    var adapter = new FakeProvider(kind);
    return new Supply(
        "sandbox@1", revocable, adapter, adapter, ModelTerms.of(kind), Lane.FAST, 1_000, pace);
  }
}
