package bestow.server;

/// A small service, for tests that need a process of its own.
final class EchoMain {

  private EchoMain() {}

  static void main(String[] args) {
    Service.of("echo", 0)
        .run(
            args,
            settings -> settings.text("echo.prefix", ""),
            (prefix, platform) -> {
              platform.closing(
                  "part", () -> Logs.of(EchoMain.class).info("part of " + prefix + " ended"));
              return rules ->
                  rules.post(
                      "/v1/echo", Body.json((body, _, response) -> Reply.json(response, body)));
            });
  }
}
