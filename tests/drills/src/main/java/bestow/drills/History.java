package bestow.drills;

import java.util.List;

/// All that was seen of a run, so that it can be judged again long after from its file alone: what
/// was played, what users were told, what was done to the platform, and what the ledgers say once
/// it is quiet. Seconds count from the run's beginning. Immutable.
///
/// @param header what was played
/// @param terms of each gift that was claimed
/// @param told what users were told
/// @param faults what was done
/// @param end how it was once nothing was done any more
public record History(Header header, List<Terms> terms, Told told, List<Damage> faults, End end) {
  public History {
    terms = List.copyOf(terms);
    faults = List.copyOf(faults);
  }

  /// What was played.
  ///
  /// @param what the drill or test
  /// @param seed of all that was left to chance
  /// @param seconds for how long something was done
  /// @param version of the platform
  /// @param chosen what the seed chose, in words
  public record Header(
      String what, long seed, double seconds, String version, String chosen, Bounds bounds) {}

  /// What a run has to come to, for its verdict to be worth something.
  ///
  /// @param endSeconds so long after all is healed every order has its end
  /// @param deliveredMin so many orders are delivered to those who claimed while something was done
  public record Bounds(double endSeconds, long deliveredMin) {}

  /// What a campaign allows of a gift.
  ///
  /// @param deliveriesMax how often its provider may deliver an order
  public record Terms(String gift, long stock, long perUser, long deliveriesMax, Ends ends) {
    /// Of a gift whose provider delivers an order once.
    public static Terms once(String gift, long stock, long perUser) {
      return new Terms(gift, stock, perUser, 1, Ends.KNOWN);
    }
  }

  /// How orders of a gift may end.
  public enum Ends {
    /// Delivered or refused.
    KNOWN,
    /// Or with a person, since nobody can know.
    PRESUMED
  }

  /// What users were told.
  ///
  /// @param claims what they were answered
  /// @param looks what they saw when they looked at their orders
  public record Told(List<Claim> claims, List<Look> looks) {
    public Told {
      claims = List.copyOf(claims);
      looks = List.copyOf(looks);
    }
  }

  /// A claim and its answer.
  ///
  /// @param status 0 where there was none
  /// @param order its order number; empty where it was told none
  public record Claim(String user, String gift, double from, double to, int status, String order) {
    /// Whether it was told that the gift is theirs, or will be.
    boolean isGood() {
      return status == 200 || status == 202;
    }
  }

  /// A user's look at an order of theirs.
  ///
  /// @param status `delivered`, `refused`, or what is none of its ends
  public record Look(String order, double from, double to, String status) {}

  /// What was done to the platform.
  public record Damage(String what, Place at, double from, double to) {}

  /// Where something was done, as the way of a claim has it.
  public enum Place {
    /// Where every claim comes by, or beside its way.
    WAY,
    /// quota or its store.
    QUOTA,
    /// delivery or its store.
    DELIVERY,
    /// The provider.
    PROVIDER;

    /// Where a process of this name is.
    public static Place of(String process) {
      if (process.contains("quota")) {
        return QUOTA;
      }
      return process.contains("delivery") ? DELIVERY : WAY;
    }
  }

  /// How it was in the end.
  ///
  /// @param healed when the last fault was over
  /// @param quiet when nothing was under way any more; NaN if that never came
  /// @param stocks quota's word on each gift then
  /// @param deliveries the lines of the provider's ledger
  /// @param dead the orders that wait for a person
  public record End(
      double healed, double quiet, List<Stock> stocks, List<Delivery> deliveries, List<Dead> dead) {
    public End {
      stocks = List.copyOf(stocks);
      deliveries = List.copyOf(deliveries);
      dead = List.copyOf(dead);
    }
  }

  /// Quota's word on the stock of a gift.
  public record Stock(
      String gift, long reservoir, long leased, long free, long held, long confirmed) {}

  /// What a provider delivered.
  public record Delivery(String order, String user, String gift) {}

  /// An order for which nothing more is done until a person has decided.
  public record Dead(String order, String gift) {}

  /// As lines of JSON.
  public String text() {
    return HistoryText.of(this);
  }

  /// Reads lines of JSON.
  ///
  /// @throws IllegalArgumentException with a sentence, for a line that is none of ours, a history
  ///     of another format, or one without its end
  public static History of(List<String> lines) {
    return HistoryReader.read(lines);
  }
}
