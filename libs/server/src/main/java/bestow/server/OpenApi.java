package bestow.server;

import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.http.HttpRouting;
import java.io.IOException;
import java.io.UncheckedIOException;

/// The description of a service's doors, served as it lies on the class path.
final class OpenApi {

  private static final String PATH = "/openapi.yaml";
  private static final Header YAML =
      HeaderValues.createCached(HeaderNames.CONTENT_TYPE, "application/yaml");

  private OpenApi() {}

  /// Adds the description, if the service has one.
  static void routing(HttpRouting.Builder routing) {
    try (var file = OpenApi.class.getResourceAsStream(PATH)) {
      if (file != null) {
        var text = file.readAllBytes();
        routing.get(PATH, (_, response) -> response.header(YAML).send(text));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The resource " + PATH + " cannot be read", e);
    }
  }
}
