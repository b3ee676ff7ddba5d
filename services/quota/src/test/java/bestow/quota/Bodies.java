package bestow.quota;

/// Good bodies for quota's doors.
final class Bodies {
  static final String HOLD =
      """
      {"campaign":"spring","gift":"GIFT","user":"alice","key":null,"limits":{"revision":1,
      "stock":10,"daily":null,"perUser":1,"period":"campaign","buckets":2,"offsetSeconds":28800}}""";
  static final String OUTLOOK = "{\"claims\":[" + HOLD + "]}";
  static final String SETTLE =
      """
      {"orders":[{"order":"aaaaaaaaaaaaaaaaaaaaaaaa00000001","end":"confirm"}]}""";
  static final String PROMISE =
      """
      {"order":"aaaaaaaaaaaaaaaaaaaaaaaa00000001","promisedBy":1795269600000}""";
  static final String HELD =
      """
      {"order":"aaaaaaaaaaaaaaaaaaaaaaaa00000001"}""";
  static final String ORDERS =
      """
      {"campaign":"spring","user":"alice","gifts":[{"gift":"GIFT","buckets":2}]}""";
  static final String STOCK =
      """
      {"campaign":"spring","gift":"GIFT","buckets":2}""";

  private Bodies() {}

  /// The body about that gift.
  static String about(String gift, String body) {
    return body.replace("GIFT", gift);
  }

  /// The batch that gives one order its end.
  static String settle(String order, String end) {
    return SETTLE.replace("aaaaaaaaaaaaaaaaaaaaaaaa00000001", order).replace("confirm", end);
  }
}
