package bestow.mesh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.mesh.CalleeState.Standing;
import bestow.mesh.CalleeView.Kind;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a mesh shows of whom it calls.
final class MeshViewTest {

  private static final Call CALL = Call.get("/x", "/x");

  @TempDir Path snapshots;

  @Test
  void whoeverIsCalledIsShownWithWhatItIsToItsCaller() {
    try (var peer = RawPeer.answering(MeshFixture.OK);
        var fixture = MeshFixture.of(snapshots, peer.port())) {
      var mesh = fixture.mesh();
      var provider = CalleeSettings.of("gifts").total(Duration.ofSeconds(20));
      List.of(
              mesh.callee(MeshFixture.patient()),
              mesh.optional(MeshFixture.patient()),
              mesh.outside(address(peer), provider))
          .forEach(callee -> MeshFixture.call(callee, CALL));

      var view = mesh.view();

      assertEquals(
          List.of(Kind.CORE, Kind.OPTIONAL, Kind.OUTSIDE),
          view.stream().map(CalleeView::kind).toList());
      for (var callee : view) {
        var only = callee.state().instances().getFirst();
        assertEquals(1, only.samples());
        assertEquals(Standing.WELL, only.standing());
        assertEquals(List.of(only.instance()), callee.listed());
      }
      assertTrue(view.get(0).state().repeating());
      assertFalse(view.get(1).state().repeating());
      assertFalse(view.get(2).state().repeating());
      assertTrue(view.get(1).listAge().isPresent());
      assertEquals(Optional.empty(), view.get(2).listAge(), "nobody lists it");
      assertEquals("gifts", view.get(2).state().callee());
      assertEquals(Duration.ofSeconds(20), view.get(2).timeouts().total());
    }
  }

  @Test
  void aStrangerThatIsMadeAnewIsShownOnceAsItIsNow() {
    try (var peer = RawPeer.answering(MeshFixture.OK);
        var fixture = MeshFixture.of(snapshots, peer.port())) {
      var mesh = fixture.mesh();
      for (int i = 1; i <= 100; i++) {
        var settings = CalleeSettings.of("gifts").read(Duration.ofMillis(i));
        var _ = mesh.outside(address(peer), settings);
      }
      var _ = mesh.outside(URI.create("http://gifts.example"), CalleeSettings.of("gifts"));
      var _ = mesh.outside(address(peer), CalleeSettings.of("others"));

      assertEquals(3, mesh.view().size());
      assertEquals(Duration.ofMillis(100), mesh.view().getFirst().timeouts().read());
    }
  }

  private static URI address(RawPeer peer) {
    return URI.create("http://127.0.0.1:" + peer.port());
  }
}
