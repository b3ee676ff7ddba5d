package bestow.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import bestow.store.Redirect.Ask;
import bestow.store.Redirect.Away;
import bestow.store.Redirect.Later;
import bestow.store.Redirect.Moved;
import bestow.store.Redirect.Stay;
import bestow.store.StoreReply.Failed;
import org.junit.jupiter.api.Test;

class RedirectTest {

  @Test
  void whatMayHaveRunIsNeverSentOn() {
    assertEquals(new Stay(), Redirect.of(new StoreReply.Done(new Value.Nothing())));
    assertEquals(new Stay(), Redirect.of(new StoreReply.Unknown("it broke")));
    assertEquals(new Stay(), Redirect.of(new Failed("ERR something")));
    assertEquals(new Stay(), Redirect.of(new Failed("MOVED 1 a:2 script: x, on @user_script:3.")));
  }

  @Test
  void whatBelongsElsewhereIsSentThere() {
    assertEquals(
        new Moved("127.0.0.1", 6381), Redirect.of(new Failed("MOVED 3999 127.0.0.1:6381")));
    assertEquals(new Ask("10.0.0.2", 7), Redirect.of(new Failed("ASK 3999 10.0.0.2:7")));
    assertEquals(new Moved("::1", 6381), Redirect.of(new Failed("MOVED 3999 ::1:6381")));
    assertEquals(new Moved("", 6381), Redirect.of(new Failed("MOVED 3999 :6381")));
  }

  @Test
  void whatCanNotRunNowIsKnownByItsKind() {
    assertEquals(new Later(), Redirect.of(new Failed("TRYAGAIN Multiple keys request")));
    assertEquals(new Away(), Redirect.of(new Failed("CLUSTERDOWN The cluster is down")));
    assertEquals(new Away(), Redirect.of(new StoreReply.NotSent("no connection")));
    assertEquals(new Stay(), Redirect.of(new Failed("OOM command not allowed")));
  }
}
