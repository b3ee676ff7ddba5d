package bestow.quota;

import bestow.quota.Malformed.Slip;
import java.util.List;
import java.util.stream.Stream;

/// What is wrong at each of quota's doors.
final class Slips {
  private static final String LONG_ID = "\"" + "a".repeat(41) + "\"";

  private static final String ORDER = "\"aaaaaaaaaaaaaaaaaaaaaaaa00000001\"";

  static final List<Slip> HELD =
      List.of(
          new Slip("\"order\":", "\"number\":"),
          new Slip(ORDER, "\"\""),
          new Slip(ORDER, "null"),
          new Slip(ORDER, "7"),
          new Slip(ORDER, "true"),
          new Slip(ORDER, "[" + ORDER + "]"),
          new Slip(ORDER, "{}"),
          new Slip(ORDER, "\"aaaaaaaaaaaaaaaaaaaaaaaa0000000\""),
          new Slip(ORDER, "\"aaaaaaaaaaaaaaaaaaaaaaaa000000011\""),
          new Slip(ORDER, "\"AAAAAAAAAAAAAAAAAAAAAAAA00000001\""),
          new Slip(ORDER, "\"aaaaaaaaaaaaaaaaaaaaaaa100000001\""),
          new Slip(ORDER, "\"aaaaaaaaaaaaaaaaaaaaaaaa0g000001\""),
          new Slip(ORDER, "\"aaaaaaaaaaaaaaaaaaaaaaaa0000000a\""),
          new Slip(ORDER, "\"aaaaaaaaaaaaaaaaaaaaaaaa00 00001\""),
          new Slip(ORDER, "\"{s00}aaaaaaaaaaaaaaaaaaaaaa00000001\""),
          new Slip(ORDER, "\"aaaaaaaaaaaaaaaaaaaaaaaa00000001\\n\""),
          new Slip(ORDER, "\"\\u0000aaaaaaaaaaaaaaaaaaaaaaa00000001\""));

  static final List<Slip> PROMISE =
      Stream.concat(
              HELD.stream(),
              Stream.of(
                  new Slip(",\"promisedBy\":1795269600000", ""),
                  new Slip("1795269600000", "0"),
                  new Slip("1795269600000", "-1"),
                  new Slip("1795269600000", "null"),
                  new Slip("1795269600000", "\"soon\""),
                  new Slip("1795269600000", "1e999"),
                  new Slip("1795269600000", "[1795269600000]")))
          .toList();

  static final List<Slip> HOLD =
      List.of(
          new Slip("\"campaign\":\"spring\",", ""),
          new Slip("\"spring\"", "\"\""),
          new Slip("\"spring\"", "\"Spring\""),
          new Slip("\"spring\"", "\"spring:vip\""),
          new Slip("\"spring\"", "\"spring|vip\""),
          new Slip("\"spring\"", "\"../spring\""),
          new Slip("\"spring\"", LONG_ID),
          new Slip("\"spring\"", "null"),
          new Slip("\"spring\"", "[\"spring\"]"),
          new Slip("\"spring\"", "{}"),
          new Slip("\"gift\":", "\"present\":"),
          new Slip("\"malformed\"", "\"mal formed\""),
          new Slip("\"malformed\"", "\"{s00}\""),
          new Slip("\"malformed\"", LONG_ID),
          new Slip("\"user\":\"alice\",", ""),
          new Slip("\"alice\"", "\"\""),
          new Slip("\"alice\"", "null"),
          new Slip("\"alice\"", "\"" + "a".repeat(257) + "\""),
          new Slip("\"alice\"", "\"ali\\nce\""),
          new Slip("\"alice\"", "\"ali\\u0000ce\""),
          new Slip("\"alice\"", "\"ali\\u007fce\""),
          new Slip("\"alice\"", "\"ali\\ud800ce\""),
          new Slip("\"alice\"", "\"ali\u0001ce\""),
          new Slip("\"key\":null", "\"key\":\"\""),
          new Slip("\"key\":null", "\"key\":\"" + "k".repeat(256) + "\""),
          new Slip("\"key\":null", "\"key\":\"tab\\there\""),
          new Slip("\"key\":null", "\"key\":\"zo\u00eb\""),
          new Slip("\"key\":null", "\"key\":{}"),
          new Slip("\"limits\":", "\"limit\":"),
          new Slip("\"revision\":1", "\"revision\":0"),
          new Slip("\"revision\":1", "\"revision\":-1"),
          new Slip("\"revision\":1", "\"revision\":\"one\""),
          new Slip("\"revision\":1", "\"revision\":null"),
          new Slip("\"stock\":10", "\"stock\":0"),
          new Slip("\"stock\":10", "\"stock\":-10"),
          new Slip("\"stock\":10", "\"stock\":1000000001"),
          new Slip("\"stock\":10", "\"stock\":1e999"),
          new Slip("\"stock\":10", "\"stock\":NaN"),
          new Slip("\"stock\":10", "\"stock\":99999999999999999999"),
          new Slip("\"daily\":null", "\"daily\":0"),
          new Slip("\"daily\":null", "\"daily\":1000000001"),
          new Slip("\"daily\":null", "\"daily\":\"many\""),
          new Slip("\"perUser\":1", "\"perUser\":0"),
          new Slip("\"perUser\":1", "\"perUser\":1001"),
          new Slip("\"perUser\":1,", ""),
          new Slip("\"period\":\"campaign\"", "\"period\":\"month\""),
          new Slip("\"period\":\"campaign\"", "\"period\":null"),
          new Slip("\"period\":\"campaign\",", ""),
          new Slip("\"buckets\":2", "\"buckets\":0"),
          new Slip("\"buckets\":2", "\"buckets\":65"),
          new Slip("\"buckets\":2,", ""),
          new Slip("\"offsetSeconds\":28800", "\"offsetSeconds\":64801"),
          new Slip("\"offsetSeconds\":28800", "\"offsetSeconds\":-64801"));

  static final List<Slip> OUTLOOK =
      Stream.concat(
              HOLD.stream(),
              Stream.of(
                  new Slip("\"claims\":", "\"claim\":"),
                  new Slip("\"claims\":[", "\"claims\":[null,"),
                  new Slip("\"claims\":[", "\"claims\":[[],")))
          .toList();

  static final List<Slip> SETTLE =
      List.of(
          new Slip("\"orders\":", "\"order\":"),
          new Slip("[{", "{"),
          new Slip("{\"order\":\"aaaaaaaaaaaaaaaaaaaaaaaa00000001\",\"end\":\"confirm\"}", ""),
          new Slip("{\"order\":\"aaaaaaaaaaaaaaaaaaaaaaaa00000001\",\"end\":\"confirm\"}", "null"),
          new Slip("{\"order\":\"aaaaaaaaaaaaaaaaaaaaaaaa00000001\",\"end\":\"confirm\"}", "7"),
          new Slip("\"order\":\"aaaaaaaaaaaaaaaaaaaaaaaa00000001\",", ""),
          new Slip("aaaaaaaaaaaaaaaaaaaaaaaa00000001", ""),
          new Slip("00000001", "0000001"),
          new Slip("00000001", "000000001"),
          new Slip("00000001", "0g000001"),
          new Slip("00000001", "0000000x"),
          new Slip("aaaaaaaaaaaaaaaaaaaaaaaa", "aaaaaaaaaaaaaaaaaaaaaaa1"),
          new Slip("aaaaaaaaaaaaaaaaaaaaaaaa", "AAAAAAAAAAAAAAAAAAAAAAAA"),
          new Slip("aaaaaaaaaaaaaaaaaaaaaaaa", "aaaaaaaaaaaaaaaaaaaaaa}:"),
          new Slip("\"confirm\"", "\"confirmed\""),
          new Slip("\"confirm\"", "\"\""),
          new Slip("\"confirm\"", "null"),
          new Slip(",\"end\":\"confirm\"", ""),
          new Slip(
              "}]",
              "}"
                  + ",{\"order\":\"aaaaaaaaaaaaaaaaaaaaaaaa00000001\",\"end\":\"confirm\"}"
                      .repeat(500)
                  + "]"));

  static final List<Slip> ORDERS =
      List.of(
          new Slip("\"campaign\":\"spring\",", ""),
          new Slip("\"spring\"", "\"\""),
          new Slip("\"spring\"", "\"Spring\""),
          new Slip("\"spring\"", LONG_ID),
          new Slip("\"user\":\"alice\",", ""),
          new Slip("\"alice\"", "\"\""),
          new Slip("\"alice\"", "\"ali\\u0007ce\""),
          new Slip("\"alice\"", "\"" + "a".repeat(257) + "\""),
          new Slip("\"gifts\":", "\"gift\":"),
          new Slip("[{", "{"),
          new Slip("{\"gift\":\"malformed\",\"buckets\":2}", ""),
          new Slip("{\"gift\":\"malformed\",\"buckets\":2}", "null"),
          new Slip("}]", "}" + ",{\"gift\":\"malformed\",\"buckets\":2}".repeat(200) + "]"),
          new Slip("\"gift\":\"malformed\",", ""),
          new Slip("\"malformed\"", "\"mal_formed\""),
          new Slip("\"buckets\":2", "\"buckets\":0"),
          new Slip("\"buckets\":2", "\"buckets\":65"),
          new Slip("\"buckets\":2", "\"buckets\":\"two\""));

  static final List<Slip> STOCK =
      List.of(
          new Slip("\"campaign\":\"spring\",", ""),
          new Slip("\"spring\"", "\"\""),
          new Slip("\"spring\"", "\"Spring\""),
          new Slip("\"spring\"", "null"),
          new Slip("\"spring\"", LONG_ID),
          new Slip("\"gift\":\"malformed\",", ""),
          new Slip("\"malformed\"", "\"\""),
          new Slip("\"malformed\"", "\"mal formed\""),
          new Slip("\"malformed\"", LONG_ID),
          new Slip(",\"buckets\":2", ""),
          new Slip("\"buckets\":2", "\"buckets\":0"),
          new Slip("\"buckets\":2", "\"buckets\":-1"),
          new Slip("\"buckets\":2", "\"buckets\":65"),
          new Slip("\"buckets\":2", "\"buckets\":null"),
          new Slip("\"buckets\":2", "\"buckets\":\"two\""));

  private Slips() {}
}
