package bestow.drills;

import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/// What a crowd wants: the gift `vip-day` of a campaign of its own, or several as the bundle
/// `welcome`.
///
/// @param campaign its name
/// @param provider which of the providers delivers it, from 1
/// @param perSecond how many claims a second
/// @param stock how many there are
/// @param perUser how many of them a user may have
/// @param terms how it is delivered
/// @param crowd who claims it
/// @param gifts all of a bundle's, or the only one
/// @param buckets over how many the stock is spread
record Wish(
    String campaign,
    int provider,
    int perSecond,
    int stock,
    int perUser,
    Terms terms,
    Who crowd,
    List<String> gifts,
    int buckets) {
  private static final List<String> ALONE = List.of("vip-day");
  // Without it any 422 leaves an order in doubt.
  private static final String REFUSES =
      """

        results:
          - {status: 200-299, member: receipt, result: delivered, receipt: receipt}
          - {status: 422, result: refused, reason: not-eligible}
      """
          .stripTrailing();

  Wish {
    gifts = List.copyOf(gifts);
  }

  /// How a gift is delivered.
  ///
  /// @param mode `sync` or `async`
  /// @param idempotency what its provider makes of an order number
  /// @param limitAtSource whether its provider has a limit of its own
  /// @param read how long its provider may take to answer
  record Terms(String mode, String idempotency, boolean limitAtSource, String read) {
    static final Terms USUAL = new Terms("sync", "order-number", "5s");

    Terms(String mode, String idempotency, String read) {
      this(mode, idempotency, false, read);
    }
  }

  /// Who claims a gift.
  ///
  /// @param users how many at the most
  /// @param when from when on
  /// @param turns who is next
  record Who(int users, When when, Turns turns) {
    static final Who ALL = new Who(Integer.MAX_VALUE, When.AT_ONCE, Turns.EQUAL);

    /// Whose turn it is, of so many who came.
    int at(long turn, int came) {
      return switch (turns) {
        case EQUAL -> (int) (turn % came);
        case EAGER -> Choice.claimant(turn, came);
      };
    }
  }

  /// Who is next.
  enum Turns {
    /// One after another.
    EQUAL,
    /// A few claim much more often than the others.
    EAGER
  }

  /// When a crowd begins to claim.
  enum When {
    /// As soon as everything runs, and until all is warm: it is gone before the drill begins.
    BEFORE,
    /// As soon as everything runs.
    AT_ONCE,
    /// When the drill calls it.
    CALLED
  }

  Wish(String campaign, int provider, int perSecond, int stock, int perUser) {
    this(campaign, provider, perSecond, stock, perUser, Terms.USUAL, Who.ALL, ALONE, 1);
  }

  /// The same, delivered so.
  Wish on(Terms other) {
    return new Wish(campaign, provider, perSecond, stock, perUser, other, crowd, gifts, buckets);
  }

  /// The same for so many users, who begin when they are called.
  Wish called(int users) {
    return by(new Who(users, When.CALLED, Turns.EQUAL));
  }

  /// The same for these users.
  Wish by(Who who) {
    return new Wish(campaign, provider, perSecond, stock, perUser, terms, who, gifts, buckets);
  }

  /// The same of a gift of this name.
  Wish named(String gift) {
    return new Wish(
        campaign, provider, perSecond, stock, perUser, terms, crowd, List.of(gift), buckets);
  }

  /// The same for these gifts together. Their provider takes gifts back; the last one is another
  /// provider's, the next, which does not: it decides.
  Wish bundled(String... together) {
    return new Wish(
        campaign, provider, perSecond, stock, perUser, terms, crowd, List.of(together), buckets);
  }

  /// The same with its stock spread over so many buckets.
  Wish spread(int many) {
    return new Wish(campaign, provider, perSecond, stock, perUser, terms, crowd, gifts, many);
  }

  /// More for everybody than a drill gives away.
  static Wish ample(String campaign, int provider, int perSecond) {
    return new Wish(campaign, provider, perSecond, 50_000_000, 1_000);
  }

  /// What is sent to claim it.
  String claim() {
    return isBundle()
        ? "{\"campaign\":\"%s\",\"bundle\":\"welcome\"}".formatted(campaign)
        : "{\"campaign\":\"%s\",\"gift\":\"%s\"}".formatted(campaign, gifts.getFirst());
  }

  /// The file of its campaign.
  ///
  /// @param endpoints where a provider is, by its number
  String file(Instant now, IntFunction<URI> endpoints) {
    var today = now.truncatedTo(ChronoUnit.SECONDS);
    return """
    campaign: %s
    window: {from: %s, to: %s}
    gifts:
    %s
    %sproviders:
    %s
    security:
      thresholds:
        - {dimension: user, limit: 1000000, within: 60s, beyond: refuse}
        - {dimension: ip, limit: 1000000, within: 60s, beyond: refuse}
    """
        .formatted(
            campaign,
            today.minus(1, ChronoUnit.HOURS),
            today.plus(1, ChronoUnit.DAYS),
            gifts.stream().map(this::gift).collect(Collectors.joining("\n")),
            isBundle()
                ? "bundles: [{bundle: welcome, gifts: [%s]}]\n".formatted(String.join(", ", gifts))
                : "",
            providers(endpoints));
  }

  private boolean isBundle() {
    return gifts.size() > 1;
  }

  private boolean decides(String gift) {
    return isBundle() && gift.equals(gifts.getLast());
  }

  private String gift(String gift) {
    var provider = decides(gift) ? "fixed" : "sandbox";
    return "  - {gift: %s, provider: %s, stock: %d, perUser: {limit: %d, per: campaign}, mode: %s, buckets: %d}"
        .formatted(gift, provider, stock, perUser, terms.mode(), buckets);
  }

  private String providers(IntFunction<URI> endpoints) {
    var sandbox = provider("sandbox", endpoints.apply(provider), terms.limitAtSource());
    return isBundle()
        ? sandbox
            + "\n    revocable: true\n"
            + provider("fixed", endpoints.apply(provider + 1), true)
        : sandbox;
  }

  /// @param refuses whether it is believed when it refuses
  private String provider(String name, URI endpoint, boolean refuses) {
    return """
      - provider: %s
        endpoint: %s
        idempotency: %s
        limitAtSource: %s
        timeouts: {connect: 100ms, write: 200ms, read: %s}
        readTimeoutCap: 2
        lane: fast
        promise: 30m%s"""
        .formatted(
            name,
            endpoint,
            terms.idempotency(),
            terms.limitAtSource(),
            terms.read(),
            refuses ? REFUSES : "")
        .indent(2)
        .stripTrailing();
  }
}
