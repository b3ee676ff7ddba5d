package bestow.config;

import bestow.wire.config.Provider.Request;
import bestow.wire.config.Provider.Result;
import bestow.wire.config.Provider.ResultRule;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What is sent to a provider and what its answers mean, in a campaign file.
final class ExchangeFile {
  /// The default adapter's request.
  static final Request REQUEST =
      new Request(
          "POST",
          Map.of(),
          "application/json",
          """
          {"order":"${order}","user":"${user}","gift":"${gift}","quantity":${quantity}}""");

  /// A receipt proves a delivery, and 409 says that this order was delivered before, whether with a
  /// receipt or not. Anything else is uncertain, until a rule of the file says otherwise.
  static final List<ResultRule> RESULTS =
      List.of(
          new ResultRule(200, 299, "receipt", null, Result.DELIVERED, null, "receipt"),
          new ResultRule(409, 409, "receipt", null, Result.DELIVERED, null, "receipt"),
          new ResultRule(409, 409, null, null, Result.DELIVERED, null, null));

  private static final int HEADERS_MAX = 20;
  private static final int MEMBER_LENGTH_MAX = 100;
  private static final int BODY_LENGTH_MAX = 8 * 1024;

  private ExchangeFile() {}

  static Optional<Request> request(Fields fields) {
    var method =
        fields.optional(
            "method", Form.choice(List.of("POST", "PUT"), word -> word), REQUEST.method());
    var headers =
        fields.optionalTexts(
            "headers", HEADERS_MAX, ExchangeForm.header(), ExchangeForm.headerValue());
    var contentType =
        fields.optional("contentType", ExchangeForm.mediaType(), REQUEST.contentType());
    var body = fields.optional("body", ExchangeForm.template(BODY_LENGTH_MAX), REQUEST.body());
    return fields.build(
        () ->
            new Request(
                method.orElseThrow(), headers, contentType.orElseThrow(), body.orElseThrow()));
  }

  static Optional<ResultRule> result(Fields fields) {
    var statuses = fields.required("status", ExchangeForm.statuses());
    var member = fields.optional("member", Form.text(MEMBER_LENGTH_MAX));
    Optional<String> equal =
        fields.has("member")
            ? fields.optional("equal", Form.anyText(MEMBER_LENGTH_MAX))
            : fields.unused("equal", "without member");
    var result = fields.required("result", Form.choice(List.of(Result.values()), Result::word));
    var refused = result.equals(Optional.of(Result.REFUSED));
    var delivered = result.equals(Optional.of(Result.DELIVERED));
    Optional<String> reason =
        refused
            ? fields.required("reason", ExchangeForm.reason())
            : fields.unused("reason", "but for refused");
    Optional<String> receipt =
        delivered
            ? fields.optional("receipt", Form.text(MEMBER_LENGTH_MAX))
            : fields.unused("receipt", "but for delivered");
    return fields.build(
        () ->
            new ResultRule(
                statuses.orElseThrow().from(),
                statuses.orElseThrow().to(),
                member.orElse(null),
                equal.orElse(null),
                result.orElseThrow(),
                reason.orElse(null),
                receipt.orElse(null)));
  }
}
