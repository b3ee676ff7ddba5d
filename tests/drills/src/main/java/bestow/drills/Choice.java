package bestow.drills;

import bestow.drills.History.Terms;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/// What a seed chooses of a swarm before it begins: how gifts are delivered, how many claims there
/// are, how many gifts, and how bad it gets. Of four seeds in a row one has a provider that minds
/// order numbers, one a provider that has to be asked, and one gifts that nobody waits for. Pure.
///
/// @param supply how both gifts are delivered
/// @param perSecond how many claims there are; a third of them are of what is scarce
/// @param plenty of which there is more than anybody needs: something is delivered all along
/// @param scarce which is gone before the end, if all goes well
public record Choice(Supply supply, int perSecond, Gift plenty, Gift scarce, Harm harm) {
  private static final int PLENTY = 100_000;
  private static final int SCARCE_TURNS = 3;
  // Every other claim is one of theirs: they meet their limits, and the others never do.
  private static final int EAGER_PART = 5;
  private static final List<String> MISCHIEF =
      List.of("lateSuccess", "error", "reset", "lostAnswer", "garbage", "connectRefusal");

  /// What a run has room for.
  ///
  /// @param perSecondMax claims that the machine answers without falling behind
  /// @param seconds for how long something is done
  /// @param harmMillisMax how long one thing may last
  /// @param lateMillisMax how late a provider may deliver: within three of its read timeouts, after
  ///     which whoever asks it is to be believed
  public record Scale(
      int perSecondMax, int seconds, int users, int harmMillisMax, int lateMillisMax) {}

  /// How gifts are delivered.
  public record Supply(ProviderClass provider, Mode mode) {}

  /// Whether a user waits for a delivery.
  public enum Mode {
    SYNC,
    ASYNC;

    /// As in a campaign's file.
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// What there is of a gift.
  public record Gift(int stock, int perUser) {}

  /// How bad it gets.
  ///
  /// @param share of a provider's requests that one fault hits
  /// @param millisMax how long one thing lasts at the most
  /// @param lateMillis how late the provider delivers what is late
  public record Harm(double share, int millisMax, int lateMillis) {
    /// One or two faults of a provider, in the words of its `PUT /faults`.
    public String mischief(RandomGenerator random) {
      var first = MISCHIEF.get(random.nextInt(MISCHIEF.size()));
      var second = MISCHIEF.get(random.nextInt(MISCHIEF.size()));
      var both = first.equals(second) ? fault(first) : fault(first) + "," + fault(second);
      return "{\"seed\":%d,%s}".formatted(random.nextInt(1_000), both);
    }

    private String fault(String name) {
      var late = name.equals("lateSuccess") ? ",\"afterMillis\":" + lateMillis : "";
      return String.format(Locale.ROOT, "\"%s\":{\"share\":%.2f%s}", name, share, late);
    }
  }

  /// What a seed chooses, always the same.
  public static Choice of(long seed, Scale scale) {
    var random = new SplittableRandom(seed).split();
    var provider = provider(seed, random);
    boolean later = Math.floorMod(seed, 4L) == 0 || random.nextInt(4) == 0;
    int perSecond = random.nextInt(scale.perSecondMax() / 2, scale.perSecondMax() + 1);
    int ofScarce = perSecond * scale.seconds() / SCARCE_TURNS;
    int ofPlenty = perSecond * scale.seconds() - ofScarce;
    // So often each claims who is not eager; the eager ones six times as often.
    int inTurn = 1 + ofPlenty / 2 / scale.users();
    var plenty = new Gift(PLENTY, random.nextInt(inTurn + 1, 3 * inTurn + 1));
    var scarce =
        new Gift(
            (int) (ofScarce * random.nextDouble(0.3, 0.45)),
            // A provider's own limit is one for all gifts.
            provider == ProviderClass.LIMIT_AT_SOURCE ? plenty.perUser() : random.nextInt(1, 4));
    var harm =
        new Harm(
            random.nextInt(10, 51) / 100.0,
            random.nextInt(scale.harmMillisMax() / 2, scale.harmMillisMax() + 1),
            random.nextInt(scale.lateMillisMax() * 3 / 4, scale.lateMillisMax() + 1));
    return new Choice(
        new Supply(provider, later ? Mode.ASYNC : Mode.SYNC), perSecond, plenty, scarce, harm);
  }

  /// Whose turn it is to claim: every other turn is of an eager user, the others go round.
  public static int claimant(long turn, int users) {
    int eager = Math.max(1, users / EAGER_PART);
    return (int) (turn / 2 % (turn % 2 == 0 ? eager : users));
  }

  /// Whether the next claim is of what is scarce.
  public static boolean isOfScarce(RandomGenerator random) {
    return random.nextInt(SCARCE_TURNS) == 0;
  }

  /// How many claims a second are of what is scarce.
  int scarcePerSecond() {
    return perSecond / SCARCE_TURNS;
  }

  /// What holds for a gift of this name.
  public Terms terms(String name, Gift gift) {
    return new Terms(
        name,
        gift.stock(),
        gift.perUser(),
        supply.provider().deliveriesMax(gift),
        supply.provider().ends());
  }

  /// In words.
  public String told() {
    return String.format(
        Locale.ROOT,
        "%d claims a second, provider %s, %s, each user may have %d of plenty and %d of %d scarce;"
            + " faults last up to %.1f s, and hit %.0f %% of the provider's requests or deliver"
            + " %.1f s late",
        perSecond,
        supply.provider().word(),
        supply.mode().word(),
        plenty.perUser(),
        scarce.perUser(),
        scarce.stock(),
        harm.millisMax() / 1e3,
        harm.share() * 100,
        harm.lateMillis() / 1e3);
  }

  private static ProviderClass provider(long seed, RandomGenerator random) {
    return switch (Math.floorMod(seed, 4)) {
      case 0, 1 -> ProviderClass.ORDER_NUMBER;
      case 2 -> ProviderClass.QUERY;
      default ->
          switch (random.nextInt(8)) {
            case 0 -> ProviderClass.QUERY;
            case 1, 2 -> ProviderClass.LIMIT_AT_SOURCE;
            case 3 -> ProviderClass.NONE;
            default -> ProviderClass.ORDER_NUMBER;
          };
    };
  }
}
