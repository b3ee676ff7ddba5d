package bestow.config;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// The providers that a file declares and those that its gifts want, so that a gift whose provider
/// nobody declared is found once both lists are read. For one thread.
final class ProviderNames {
  private final Set<String> declared = new HashSet<>();
  private final Map<Fields, String> wanted = new LinkedHashMap<>();

  /// Whether the name was free.
  boolean declare(String name) {
    return declared.add(name);
  }

  void want(String name, Fields gift) {
    wanted.put(gift, name);
  }

  void noteUndeclared() {
    if (declared.isEmpty()) {
      // The list of providers could not be read, and that is said already.
      return;
    }
    wanted.forEach(
        (gift, name) -> {
          if (!declared.contains(name)) {
            var instead =
                Nearest.of(name, declared)
                    .map(near -> "did you mean " + near + "?")
                    .orElse("declare it under providers");
            gift.note("provider", Shown.text(name) + " is not declared in this file; " + instead);
          }
        });
  }
}
