package bestow.config;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The forms that only what is sent to a provider, and what it answers, are written in.
final class ExchangeForm {
  private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_|~-]{1,64}");
  private static final Pattern HEADER_VALUE =
      Pattern.compile("[\\x21-\\x7e]([\\x20-\\x7e]{0,998}[\\x21-\\x7e])?");
  private static final Pattern MEDIA_TYPE =
      Pattern.compile("[a-z]+/[a-z0-9.+-]{1,60}(; ?charset=[A-Za-z0-9-]{1,20})?");
  private static final Pattern STATUSES = Pattern.compile("([1-5][0-9]{2})(?:-([1-5][0-9]{2}))?");
  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^}]{0,40})}?");

  /// Set by the sender itself; `Authorization` only through `signing`, so that no file holds a
  /// secret.
  private static final Set<String> HEADERS_TAKEN =
      Set.of(
          "authorization",
          "connection",
          "content-length",
          "content-type",
          "expect",
          "host",
          "keep-alive",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");

  private static final List<String> PLACEHOLDERS =
      List.of("order", "user", "gift", "campaign", "quantity");

  private static final String KNOWN =
      PLACEHOLDERS.stream().map(name -> "${" + name + "}").collect(Collectors.joining(", "));

  /// What Bestow itself says of orders that it did not deliver.
  private static final Set<String> REASONS_OF_OURS = Set.of("void", "taken");

  private ExchangeForm() {}

  /// From the lowest to the highest HTTP status, both included.
  record Statuses(int from, int to) {}

  static Form<String> header() {
    return new Form<>(
        "an HTTP header name that is not set by the sender itself",
        s ->
            Form.anyScalar(s)
                .filter(
                    t ->
                        HEADER.matcher(t).matches()
                            && !HEADERS_TAKEN.contains(t.toLowerCase(Locale.ROOT))),
        s ->
            switch (s.text().toLowerCase(Locale.ROOT)) {
              case "authorization" -> "use signing, so that the secret stays out of the file";
              case "content-type" -> "use contentType";
              default -> "";
            });
  }

  static Form<String> headerValue() {
    var template = template(1000);
    return new Form<>(
        "1 to 1000 printable ASCII characters",
        s -> template.read().apply(s).filter(t -> HEADER_VALUE.matcher(t).matches()),
        template.hint());
  }

  static Form<String> mediaType() {
    return new Form<>(
        "a media type",
        s -> Form.anyScalar(s).filter(t -> MEDIA_TYPE.matcher(t).matches()),
        s -> "write it as in application/json");
  }

  /// Text in which only known placeholders stand.
  static Form<String> template(int lengthMax) {
    var text = Form.text(lengthMax);
    return new Form<>(
        text.wanted(),
        s -> text.read().apply(s).filter(t -> stranger(t).isEmpty()),
        s ->
            stranger(s.text())
                .map(name -> "${" + Shown.word(name) + "} is unknown; known are " + KNOWN)
                .orElse(text.hint().apply(s)));
  }

  /// Why a provider refuses.
  static Form<String> reason() {
    var id = Form.id();
    return new Form<>(
        id.wanted(),
        s -> id.read().apply(s).filter(t -> !REASONS_OF_OURS.contains(t)),
        s ->
            REASONS_OF_OURS.contains(s.text())
                ? "Bestow itself says so of orders that it did not send; take another word"
                : id.hint().apply(s));
  }

  static Form<Statuses> statuses() {
    return new Form<>(
        "an HTTP status or a range of them from 100 to 599",
        s -> Form.anyScalar(s).flatMap(ExchangeForm::statuses),
        s -> "write it as in 409 or 200-299");
  }

  /// The first placeholder that nobody fills.
  private static Optional<String> stranger(String text) {
    return PLACEHOLDER
        .matcher(text)
        .results()
        .filter(m -> !m.group().endsWith("}") || !PLACEHOLDERS.contains(m.group(1)))
        .map(m -> m.group(1))
        .findFirst();
  }

  private static Optional<Statuses> statuses(String text) {
    var match = STATUSES.matcher(text);
    if (!match.matches()) {
      return Optional.empty();
    }
    int from = Integer.parseInt(match.group(1));
    int to = match.group(2) == null ? from : Integer.parseInt(match.group(2));
    return from <= to ? Optional.of(new Statuses(from, to)) : Optional.empty();
  }
}
