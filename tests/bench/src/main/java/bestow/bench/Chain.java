package bestow.bench;

import bestow.local.LaunchException;
import bestow.local.Part;
import java.io.IOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.util.List;

/// One way to build the house: the processes of a claim's chain, and users who claim through it.
interface Chain {
  /// Its processes, stores before those who need them.
  record Parts(List<Part> stores, List<Part> services) {}

  /// What it is called in the figures.
  String name();

  /// What has to run.
  Parts parts() throws IOException, GeneralSecurityException;

  /// What is somebody else's: shown, yet not counted, for it is the same behind every chain.
  String provider();

  /// Makes everything ready for claims once it runs, and gives a session's token for each user.
  List<String> open(int users)
      throws LaunchException, IOException, GeneralSecurityException, InterruptedException;

  /// Where a claim is sent.
  URI claims();

  /// The body of a claim.
  String claim();
}
