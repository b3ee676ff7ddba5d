package bestow.server;

import bestow.mesh.Criticality;
import java.time.Duration;
import java.util.List;

/// How many requests a service works on at once, and who is turned away first.
/// [#from(Service, Settings)] has each key, its range and its default.
///
/// @param fast the limit of the lane for what this service answers by itself
/// @param slow the limit of the lane for what waits for others
/// @param slowRoutes the routes of the slow lane, each a method and a path, as in `POST /v1/orders`
/// @param shares which part of a lane's limit is open to whom
/// @param pace what is taken for a sign of too much work
record AdmissionSettings(
    Range fast, Range slow, List<String> slowRoutes, Shares shares, Pace pace) {

  AdmissionSettings {
    slowRoutes = List.copyOf(slowRoutes);
  }

  /// The bounds within which a lane's limit moves; it stands still where they are the same.
  ///
  /// @param min the least number of requests at once, at least 1
  /// @param max the most
  record Range(int min, int max) {
    Range {
      if (min < 1 || max < min) {
        throw new IllegalArgumentException(
            "A lane's limit is at least 1, and its least not above its most: was %d to %d"
                .formatted(min, max));
      }
    }
  }

  /// The part of a lane's limit that is open to requests of a criticality, above 0 to 1; all of it
  /// is to commits. The less critical never have more.
  record Shares(double query, double list, double optional) {
    Shares {
      if (!(optional > 0 && optional <= list && list <= query && query <= 1)) {
        throw new IllegalArgumentException(
            ("admission.query-share, list-share and optional-share fall from at most 1 to above 0,"
                    + " were %s, %s and %s")
                .formatted(query, list, optional));
      }
    }

    /// How many requests may be under way when one more of this criticality is let in; at least 1.
    int of(Criticality criticality, int limit) {
      var share =
          switch (criticality) {
            case COMMIT -> 1.0;
            case QUERY -> query;
            case LIST -> list;
            case OPTIONAL -> optional;
          };
      return Math.max(1, (int) (limit * share));
    }
  }

  /// What is taken for a sign of too much work.
  ///
  /// @param tolerance how many times as long as usual requests may take
  /// @param slack how much longer than usual they may take in any case: what a pause of the machine
  ///     costs is no queue
  /// @param late the share of requests answered after their deadline above which there is too much
  ///     work, however long they usually take
  /// @param window how long is looked at before the limit moves
  /// @param requestsMin without so many answers nothing is concluded
  record Pace(double tolerance, Duration slack, double late, Duration window, int requestsMin) {}

  /// The bounds of a lane.
  Range range(Lane lane) {
    return switch (lane) {
      case FAST -> fast;
      case SLOW -> slow;
    };
  }

  /// Reads how much a service takes on.
  static AdmissionSettings from(Service service, Settings settings) {
    var least =
        switch (service.audience()) {
          case SERVICES -> 64;
          // What a user asks for takes as long as all the services behind: no measure of one's own
          // load.
          case USERS -> 1_024;
        };
    return new AdmissionSettings(
        range(Lane.FAST, least, settings),
        range(Lane.SLOW, 1_024, settings),
        routes(settings.text("lane.slow.routes", String.join(",", service.slowRoutes()))),
        new Shares(
            settings.share("admission.query-share", 0.9),
            settings.share("admission.list-share", 0.75),
            settings.share("admission.optional-share", 0.5)),
        new Pace(
            settings.number("admission.tolerance", 2, 1.1, 100),
            settings.duration(
                "admission.slack", Duration.ofMillis(5), Duration.ZERO, Duration.ofSeconds(10)),
            settings.share("admission.late-share", 0.1),
            settings.duration(
                "admission.window",
                Duration.ofSeconds(1),
                Duration.ofMillis(100),
                Duration.ofMinutes(1)),
            settings.integer("admission.requests-min", 20, 1, 100_000)));
  }

  private static Range range(Lane lane, int least, Settings settings) {
    var prefix = "lane." + lane.word() + ".requests-";
    int max = settings.integer(prefix + "max", 1_024, 1, 1_000_000);
    return new Range(settings.integer(prefix + "min", Math.min(least, max), 1, max), max);
  }

  private static List<String> routes(String text) {
    return text.isBlank() ? List.of() : List.of(text.strip().split("\\s*,\\s*"));
  }
}
