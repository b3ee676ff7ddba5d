package bestow.bench;

import java.util.Locale;

/// The ways in which the same call is made.
enum How {
  BARE("one owned connection a caller, nothing round it"),
  MESH("through the mesh: four instances, all stages"),
  MESH_MEASURED("the same, with the metrics of a service's OpenTelemetry SDK"),
  GUARDED("bare within resilience4j, its time limiter waiting on a virtual thread"),
  GUARDED_POOL("bare within resilience4j, with its thread pool bulkhead and a scheduler"),
  GUARDED_UNTIMED("bare within resilience4j, without a time limiter");

  private final String what;

  How(String what) {
    this.what = what;
  }

  /// It in a sentence.
  String what() {
    return what;
  }

  /// The word for it.
  String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
