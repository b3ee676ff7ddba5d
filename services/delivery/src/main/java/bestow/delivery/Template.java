package bestow.delivery;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A text with places for what an order has of its own, such as `{"id":"${order}"}`. Taken apart
/// once, filled for every call. For any number of threads.
final class Template {

  /// What an order can put into a text.
  enum Place {
    ORDER,
    USER,
    GIFT,
    CAMPAIGN,
    QUANTITY;

    String of(Order order) {
      return switch (this) {
        case ORDER -> order.number().value();
        case USER -> order.asked().user();
        case GIFT -> order.asked().gift();
        case CAMPAIGN -> order.asked().campaign();
        case QUANTITY -> Integer.toString(order.asked().quantity());
      };
    }
  }

  private static final String HEX = "0123456789abcdef";

  /// The literals; between the k-th and the one after it comes the k-th place.
  private final List<String> literals;

  private final List<Place> places;

  private Template(List<String> literals, List<Place> places) {
    this.literals = List.copyOf(literals);
    this.places = List.copyOf(places);
  }

  /// Takes a text apart.
  ///
  /// @throws IllegalArgumentException when it names a place that no order has
  static Template of(String text) {
    var literals = new ArrayList<String>();
    var places = new ArrayList<Place>();
    int from = 0;
    for (int at = text.indexOf("${"); at >= 0; at = text.indexOf("${", from)) {
      int end = text.indexOf('}', at);
      if (end < 0) {
        throw new IllegalArgumentException("a place in '" + text + "' has no end");
      }
      literals.add(text.substring(from, at));
      places.add(place(text.substring(at + 2, end)));
      from = end + 1;
    }
    literals.add(text.substring(from));
    return new Template(literals, places);
  }

  /// The text of one order, with each place escaped as the inside of a JSON string.
  byte[] json(Order order) {
    var text = new StringBuilder(256);
    for (int i = 0; i < places.size(); i++) {
      text.append(literals.get(i));
      escape(text, places.get(i).of(order));
    }
    return text.append(literals.getLast()).toString().getBytes(StandardCharsets.UTF_8);
  }

  /// The text of one order for a header: what is not printable ASCII is percent-encoded.
  String header(Order order) {
    var text = new StringBuilder(64);
    for (int i = 0; i < places.size(); i++) {
      text.append(literals.get(i));
      encode(text, places.get(i).of(order));
    }
    return text.append(literals.getLast()).toString();
  }

  private static Place place(String name) {
    for (var place : Place.values()) {
      if (place.name().toLowerCase(Locale.ROOT).equals(name)) {
        return place;
      }
    }
    throw new IllegalArgumentException("no order has a '" + name + "' to put into a text");
  }

  private static void escape(StringBuilder to, String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        to.append('\\').append(c);
      } else if (c < ' ') {
        to.append("\\u00").append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
      } else {
        to.append(c);
      }
    }
  }

  private static void encode(StringBuilder to, String value) {
    for (byte b : value.getBytes(StandardCharsets.UTF_8)) {
      if (b > ' ' && b < 127 && b != '%') {
        to.append((char) b);
      } else {
        to.append('%').append(HEX.charAt((b >> 4) & 15)).append(HEX.charAt(b & 15));
      }
    }
  }
}
