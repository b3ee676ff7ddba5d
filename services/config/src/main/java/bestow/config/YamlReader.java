package bestow.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceEndEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/// Reads one YAML 1.2 or JSON document (JSON is YAML) into a [Node], from the parser's events, so
/// that what is refused costs nothing: anchors, aliases and tags (a few lines could stand for
/// gigabytes), further documents, and anything nested deeper than [#DEPTH_MAX].
final class YamlReader {
  /// A campaign file nests 5 deep; the rest is room to grow.
  static final int DEPTH_MAX = 16;

  private static final LoadSettings SETTINGS =
      LoadSettings.builder()
          .setLabel("file")
          .setSchema(new CoreSchema())
          .setCodePointLimit(CampaignFile.BYTES_MAX)
          .build();

  private static final Event END = new SequenceEndEvent(Optional.empty(), Optional.empty());

  private final Iterator<Event> events;
  private final Mistakes mistakes;
  private boolean stopped;

  private YamlReader(String text, Mistakes mistakes) {
    this.events = new Parse(SETTINGS).parseString(text).iterator();
    this.mistakes = mistakes;
  }

  /// The file's root; nothing where the file can't be read to its end, and then a mistake says why.
  static Optional<Node> read(String text, Mistakes mistakes) {
    try {
      return new YamlReader(text, mistakes).document();
    } catch (MarkedYamlEngineException e) {
      var position = e.getProblemMark().map(YamlReader::position).orElse(Position.START);
      mistakes.add(position, "", unreadable(e));
    } catch (YamlEngineException _) {
      // Only an unknown %YAML version has no place of its own.
      mistakes.add(Position.START, "", "the file is neither YAML 1.2 nor JSON");
    }
    return Optional.empty();
  }

  private Optional<Node> document() {
    var root = Optional.<Node>empty();
    while (!stopped && events.hasNext()) {
      var event = events.next();
      if (event instanceof DocumentStartEvent && root.isPresent()) {
        mistakes.add(
            position(event), "", "a second document begins here; a file holds one campaign");
        return root;
      }
      if (event instanceof NodeEvent) {
        root = Optional.of(node(event, 1));
      }
    }
    if (stopped) {
      return Optional.empty();
    } else if (root.isEmpty()) {
      mistakes.add(Position.START, "", "the file is empty; write a campaign");
    }
    return root;
  }

  /// The next event; once reading has stopped, the end of whatever is open.
  private Event next() {
    return stopped ? END : events.next();
  }

  private Node node(Event event, int depth) {
    if (event instanceof NodeEvent named && !(event instanceof AliasEvent)) {
      named
          .getAnchor()
          .ifPresent(
              a ->
                  mistakes.add(
                      position(event),
                      "",
                      "anchors are not allowed: write without &" + a.getValue()));
    }
    return switch (event) {
      case ScalarEvent scalar -> scalar(scalar);
      case CollectionStartEvent start when depth > DEPTH_MAX -> {
        // Reading on would cost time by the square of the depth.
        stopped = true;
        mistakes.add(
            position(start), "", "nested deeper than " + DEPTH_MAX + " levels; reading stops here");
        yield refused(position(start));
      }
      case CollectionStartEvent start -> {
        // Whatever stands behind a tag is read, so that its own mistakes are told, and left out.
        var refused = refuseTag(start.getTag(), position(start));
        var read =
            start instanceof SequenceStartEvent
                ? listing(position(start), depth)
                : mapping(position(start), depth);
        yield refused ? refused(position(start)) : read;
      }
      case CollectionEndEvent end -> refused(position(end));
      default -> {
        mistakes.add(position(event), "", "aliases are not allowed: write the value itself");
        yield refused(position(event));
      }
    };
  }

  private Node scalar(ScalarEvent scalar) {
    var position = position(scalar);
    if (refuseTag(scalar.getTag(), position)) {
      return refused(position);
    }
    if (scalar.getValue().codePoints().anyMatch(YamlReader::isHalf)) {
      mistakes.add(
          position, "", "half a character (a lone surrogate) is escaped here; take it out");
      return refused(position);
    }
    var plain = scalar.getScalarStyle() == ScalarStyle.PLAIN;
    return new Node.Scalar(
        position, scalar.getValue(), plain ? kind(scalar.getValue()) : Node.Kind.TEXT);
  }

  /// Half of a character beyond U+FFFF can't be written as UTF-8.
  private static boolean isHalf(int c) {
    return c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
  }

  private static Node.Kind kind(String plain) {
    var tag = SETTINGS.getSchema().getScalarResolver().resolve(plain, true);
    if (tag.equals(Tag.INT)) {
      return Node.Kind.WHOLE;
    } else if (tag.equals(Tag.FLOAT)) {
      return Node.Kind.DECIMAL;
    } else if (tag.equals(Tag.BOOL)) {
      return Node.Kind.TRUTH;
    }
    return tag.equals(Tag.NULL) ? Node.Kind.NOTHING : Node.Kind.TEXT;
  }

  private Node listing(Position position, int depth) {
    List<Node> items = new ArrayList<>();
    for (var event = next(); !(event instanceof CollectionEndEvent); event = next()) {
      items.add(node(event, depth + 1));
    }
    return new Node.Listing(position, items);
  }

  private Node mapping(Position position, int depth) {
    List<Node.Entry> entries = new ArrayList<>();
    var keys = new HashSet<String>();
    for (var event = next(); !(event instanceof CollectionEndEvent); event = next()) {
      var key = node(event, depth + 1);
      var value = node(next(), depth + 1);
      if (stopped) {
        break;
      } else if (!(key instanceof Node.Scalar(Position at, String text, Node.Kind kind))) {
        mistakes.add(key.position(), "", "a key is a word, as in gifts: …, not " + Shown.node(key));
      } else if (kind != Node.Kind.REFUSED && !keys.add(text)) {
        mistakes.add(at, "", "the key " + Shown.text(text) + " stands twice; keep one of them");
      } else if (kind != Node.Kind.REFUSED) {
        entries.add(new Node.Entry(at, text, value));
      }
    }
    return new Node.Mapping(position, entries);
  }

  private boolean refuseTag(Optional<String> tag, Position position) {
    tag.ifPresent(
        t -> mistakes.add(position, "", "tags are not allowed: write the value without its !tag"));
    return tag.isPresent();
  }

  private static Node refused(Position position) {
    return new Node.Scalar(position, "", Node.Kind.REFUSED);
  }

  private static String unreadable(MarkedYamlEngineException e) {
    var problem = e.getProblem();
    if (problem.contains("(TAB)")) {
      return "a tab stands where only spaces may; YAML is indented by spaces";
    } else if (problem.startsWith("mapping values are not allowed")) {
      return "a key can't begin here; check the indentation, and put values with ': ' in quotes";
    }
    var within =
        e.getContextMark()
            .map(YamlReader::position)
            .map(p -> " (in what begins at line " + p.line() + ", column " + p.column() + ")");
    var plain =
        problem
            .replace("<stream end>", "the end of the file")
            .replace("unexpected end of stream", "the end of the file")
            .replace("'<scalar>'", "a value")
            .replace("<scalar>", "a value")
            .replace("<block end>", "the end of the block");
    return "this is neither YAML nor JSON: " + Shown.plain(plain) + within.orElse("");
  }

  private static Position position(Event event) {
    return event.getStartMark().map(YamlReader::position).orElse(Position.START);
  }

  private static Position position(Mark mark) {
    return new Position(mark.getLine() + 1, mark.getColumn() + 1);
  }
}
