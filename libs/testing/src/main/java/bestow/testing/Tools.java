package bestow.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.stream.Stream;

/// Where the programs lie that fixtures start: under `.local/tools/bin` of the repository, as `make
/// tools` puts them there, else on PATH.
final class Tools {
  private Tools() {}

  /// The first of the names that is there.
  static Path find(String... names) {
    var folders = new ArrayList<Path>();
    for (var at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      folders.add(at.resolve(".local/tools/bin"));
    }
    Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
        .map(Path::of)
        .forEach(folders::add);
    return folders.stream()
        .flatMap(folder -> Arrays.stream(names).map(folder::resolve))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    String.join(" or ", names)
                        + " is neither under .local/tools nor on PATH; run `make tools`"));
  }
}
