package bestow.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/// Reads one mapping of a campaign file key by key and notes every mistake on the way, so that all
/// of them are told at once: wrong values, missing keys, and in the end the keys that nobody asked
/// for. A value that is missing or wrong is empty here; [#build] is only run when nothing was
/// wrong. For one thread.
final class Fields {
  private final Node.Mapping mapping;
  private final String path;
  private final Mistakes mistakes;
  private final Map<String, Node> values = new LinkedHashMap<>();
  private final Set<String> known = new LinkedHashSet<>();
  private final int mistakesBefore;

  /// Whether a value was refused before anybody asked what it means.
  private boolean incomplete;

  private Fields(Node.Mapping mapping, String path, Mistakes mistakes) {
    this.mapping = mapping;
    this.path = path;
    this.mistakes = mistakes;
    this.mistakesBefore = mistakes.count();
    mapping.entries().forEach(e -> values.put(e.key(), e.value()));
  }

  /// Reads what must be keys with values; nothing where it is something else.
  static <T> Optional<T> read(
      Node node, String path, Mistakes mistakes, Function<Fields, Optional<T>> reader) {
    if (node instanceof Node.Mapping mapping) {
      return reader.apply(new Fields(mapping, path, mistakes));
    }
    if (!refused(node)) {
      var name = path.isEmpty() ? "the file" : name(path);
      mistakes.add(
          node.position(), path, name + " must be keys with values, was " + Shown.node(node));
    }
    return Optional.empty();
  }

  <T> Optional<T> required(String key, Form<T> form) {
    return there(key, form.wanted()).flatMap(node -> scalar(key, node, form));
  }

  <T> Optional<T> optional(String key, Form<T> form) {
    allow(key);
    return Optional.ofNullable(values.get(key)).flatMap(node -> scalar(key, node, form));
  }

  /// The value of the key, or the default where the key is not there.
  <T> Optional<T> optional(String key, Form<T> form, T otherwise) {
    return has(key) ? required(key, form) : unused(key, "", otherwise);
  }

  <T> Optional<T> requiredKeys(String key, Function<Fields, Optional<T>> reader) {
    return there(key, "keys with values")
        .flatMap(node -> kept(read(node, at(key), mistakes, reader)));
  }

  /// The keys with values under the key, or the default where the key is not there.
  <T> Optional<T> optionalKeys(String key, Function<Fields, Optional<T>> reader, T otherwise) {
    allow(key);
    return has(key) ? requiredKeys(key, reader) : Optional.of(otherwise);
  }

  /// A list of 1 to `max` entries of keys with values; entries that are wrong are left out.
  <T> List<T> list(String key, int max, Function<Fields, Optional<T>> reader) {
    var wanted = "a list of 1 to " + max + " entries";
    var node = there(key, wanted);
    if (node.isEmpty() || refused(node.get())) {
      incomplete = true;
      return List.of();
    }
    if (!(node.get() instanceof Node.Listing(Position position, List<Node> items))) {
      note(key, "must be " + wanted + ", was " + Shown.node(node.get()));
      return List.of();
    }
    if (items.isEmpty() || items.size() > max) {
      mistakes.add(position, at(key), key + " must be " + wanted + ", has " + items.size());
      return List.of();
    }
    List<T> read = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      kept(read(items.get(i), at(key) + "[" + i + "]", mistakes, reader)).ifPresent(read::add);
    }
    return read;
  }

  /// A list of 1 to `max` texts; entries that are wrong are left out.
  List<String> texts(String key, int max, Form<String> form) {
    var wanted = "a list of 1 to " + max + " texts";
    var node = there(key, wanted);
    if (node.isEmpty() || refused(node.get())) {
      incomplete = true;
      return List.of();
    }
    if (!(node.get() instanceof Node.Listing(Position _, List<Node> items))
        || items.isEmpty()
        || items.size() > max) {
      note(key, "must be " + wanted + ", was " + Shown.node(node.get()));
      return List.of();
    }
    List<String> read = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      scalar(key + "[" + i + "]", items.get(i), form).ifPresent(read::add);
    }
    return read;
  }

  /// The list under the key, or the default where the key is not there.
  <T> List<T> optionalList(
      String key, int max, Function<Fields, Optional<T>> reader, List<T> otherwise) {
    allow(key);
    return has(key) ? list(key, max, reader) : otherwise;
  }

  /// At most `max` keys of somebody's own choice, each with a text; empty where the key is not
  /// there.
  Map<String, String> optionalTexts(String key, int max, Form<String> names, Form<String> texts) {
    allow(key);
    var node = values.get(key);
    if (node == null || refused(node)) {
      incomplete |= node != null;
      return Map.of();
    }
    if (!(node instanceof Node.Mapping(Position _, List<Node.Entry> entries))
        || entries.size() > max) {
      var was =
          node instanceof Node.Mapping(_, var entries)
              ? entries.size() + " keys"
              : Shown.node(node);
      note(key, "must be at most " + max + " keys with values, was " + was);
      return Map.of();
    }
    var read = new LinkedHashMap<String, String>();
    for (var entry : entries) {
      var name = new Node.Scalar(entry.position(), entry.key(), Node.Kind.TEXT);
      if (names.read().apply(name).isEmpty()) {
        var path = at(key) + "." + Shown.word(entry.key());
        mistakes.add(entry.position(), path, names.refusal("a name in " + key, name));
      }
      var inner = new Fields((Node.Mapping) node, at(key), mistakes);
      inner.required(entry.key(), texts).ifPresent(text -> read.put(entry.key(), text));
    }
    return read;
  }

  /// Says that the key may be there, whatever it holds.
  void allow(String... keys) {
    known.addAll(List.of(keys));
  }

  /// A key that has no meaning here: noted where it is there all the same.
  <T> Optional<T> unused(String key, String when) {
    allow(key);
    if (has(key)) {
      note(key, "means nothing " + when + "; take it out");
    }
    return Optional.empty();
  }

  /// A key that has no meaning here, and what stands in its place.
  <T> Optional<T> unused(String key, String when, T instead) {
    unused(key, when);
    return Optional.of(instead);
  }

  boolean has(String key) {
    return values.containsKey(key);
  }

  /// Where the value of the key stands; where it is missing, the mapping itself.
  Position position(String key) {
    var node = values.get(key);
    return node == null ? mapping.position() : node.position();
  }

  String path() {
    return path;
  }

  /// Notes that the value of the key is wrong; the sentence goes on after the key.
  void note(String key, String what) {
    mistakes.add(position(key), at(key), key + " " + what);
  }

  /// Ends the reading: notes the keys that nobody asked for, then builds, if nothing was wrong.
  <T> Optional<T> build(Supplier<T> builder) {
    for (var entry : mapping.entries()) {
      if (!known.contains(entry.key())) {
        var instead =
            Nearest.of(entry.key(), known)
                .map(near -> "did you mean " + near + "?")
                .orElse("allowed here: " + String.join(", ", known));
        mistakes.add(
            entry.position(),
            at(Shown.word(entry.key())),
            "unknown key " + Shown.text(entry.key()) + "; " + instead);
      }
    }
    return mistakes.count() == mistakesBefore && !incomplete
        ? Optional.of(builder.get())
        : Optional.empty();
  }

  private Optional<Node> there(String key, String wanted) {
    known.add(key);
    var node = values.get(key);
    if (node == null) {
      mistakes.add(mapping.position(), at(key), key + " is missing: " + wanted);
    }
    return Optional.ofNullable(node);
  }

  private <T> Optional<T> scalar(String key, Node node, Form<T> form) {
    var value = node instanceof Node.Scalar s ? form.read().apply(s) : Optional.<T>empty();
    if (value.isEmpty() && !refused(node)) {
      mistakes.add(node.position(), at(key), form.refusal(key, node));
    }
    return kept(value);
  }

  private <T> Optional<T> kept(Optional<T> value) {
    incomplete |= value.isEmpty();
    return value;
  }

  private String at(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  private static String name(String path) {
    return path.substring(path.lastIndexOf('.') + 1);
  }

  private static boolean refused(Node node) {
    return node instanceof Node.Scalar s && s.kind() == Node.Kind.REFUSED;
  }
}
