package bestow.config;

import bestow.wire.config.Bundle;
import bestow.wire.config.Campaign;
import bestow.wire.config.Gift;
import bestow.wire.config.Mode;
import bestow.wire.config.Period;
import bestow.wire.config.Security;
import bestow.wire.config.WhenDown;
import bestow.wire.config.Window;
import bestow.wire.delivery.BundleRequest;
import bestow.wire.security.Dimension;
import bestow.wire.security.Threshold;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A campaign file, YAML or JSON: the one place that knows its keys, their ranges and their
/// defaults. Nothing is guessed: what is not exactly right is refused, and all mistakes of a file
/// are told at once, each with its line and column.
final class CampaignFile {
  /// 200 gifts and 50 providers with everything said about them need about 100 KiB.
  static final int BYTES_MAX = 256 * 1024;

  static final int GIFTS_MAX = 200;
  static final int PROVIDERS_MAX = 50;
  static final int BUNDLES_MAX = 50;
  private static final long STOCK_MAX = 1_000_000_000;

  private CampaignFile() {}

  /// What came of reading a file.
  sealed interface Reading {
    /// A whole campaign, and where its parts stand in the file.
    record Sound(Campaign campaign, Positions positions) implements Reading {}

    /// At least one mistake, at most [Mistakes#LISTED_MAX], in the order of the file.
    record Faulty(List<Mistake> mistakes) implements Reading {
      public Faulty {
        mistakes = List.copyOf(mistakes);
      }
    }
  }

  static Reading read(byte[] bytes) {
    var mistakes = new Mistakes();
    if (bytes.length > BYTES_MAX) {
      mistakes.add(
          Position.START, "", "the file has more than " + BYTES_MAX + " bytes; split the campaign");
      return new Reading.Faulty(mistakes.listed());
    }
    var root = FileText.read(bytes, mistakes).flatMap(text -> YamlReader.read(text, mistakes));
    var campaign = root.flatMap(node -> Fields.read(node, "", mistakes, CampaignFile::campaign));
    return campaign.isPresent() && mistakes.count() == 0
        ? new Reading.Sound(campaign.get(), Positions.of(root.orElseThrow()))
        : new Reading.Faulty(mistakes.listed());
  }

  private static Optional<Campaign> campaign(Fields fields) {
    var id = fields.required("campaign", Form.id());
    var window = fields.requiredKeys("window", CampaignFile::window);
    var giftIds = new HashSet<String>();
    var wanted = new ProviderNames();
    var gifts = fields.list("gifts", GIFTS_MAX, f -> gift(f, giftIds, wanted));
    var bundles = fields.optionalList("bundles", BUNDLES_MAX, CampaignFile::bundle, List.of());
    var providers = fields.list("providers", PROVIDERS_MAX, f -> ProviderFile.provider(f, wanted));
    var security = fields.optionalKeys("security", CampaignFile::security, Security.NONE);
    wanted.noteUndeclared();
    return fields.build(
        () ->
            new Campaign(
                id.orElseThrow(),
                window.orElseThrow(),
                gifts,
                bundles,
                providers,
                security.orElseThrow()));
  }

  private static Optional<Bundle> bundle(Fields fields) {
    var id = fields.required("bundle", Form.id());
    var gifts = fields.texts("gifts", BundleRequest.PARTS_MAX, Form.id());
    return fields.build(() -> new Bundle(id.orElseThrow(), gifts));
  }

  private static Optional<Window> window(Fields fields) {
    var from = fields.required("from", Form.timestamp());
    var to = fields.required("to", Form.timestamp());
    if (from.isPresent() && to.isPresent() && !from.get().isBefore(to.get())) {
      fields.note("to", "must be after from (" + from.get() + "), was " + to.get());
    }
    return fields.build(() -> new Window(from.orElseThrow(), to.orElseThrow()));
  }

  private static Optional<Gift> gift(Fields fields, Set<String> ids, ProviderNames wanted) {
    var id = fields.required("gift", Form.id());
    var provider = fields.required("provider", Form.id());
    var stock = fields.required("stock", Form.whole(1, STOCK_MAX));
    var daily =
        fields.optional(
            "daily", Form.whole(1, STOCK_MAX).hinting("leave the key out for no daily limit"));
    var perUser = fields.requiredKeys("perUser", CampaignFile::perUser);
    var mode = fields.optional("mode", Form.choice(List.of(Mode.values()), Mode::word), Mode.SYNC);
    var quantity = fields.optional("quantity", Form.small(1, 1000), 1);
    var buckets = fields.optional("buckets", Form.small(1, 64), 1);
    var paid = fields.optional("paid", Form.truth(), false);
    if (id.isPresent() && !ids.add(id.get())) {
      fields.note("gift", Shown.text(id.get()) + " stands twice; each gift needs an id of its own");
    }
    provider.ifPresent(name -> wanted.want(name, fields));
    return fields.build(
        () ->
            new Gift(
                id.orElseThrow(),
                provider.orElseThrow(),
                stock.orElseThrow(),
                daily.orElse(null),
                perUser.orElseThrow(),
                mode.orElseThrow(),
                quantity.orElseThrow(),
                buckets.orElseThrow(),
                paid.orElseThrow()));
  }

  private static Optional<Gift.PerUser> perUser(Fields fields) {
    var limit = fields.required("limit", Form.small(1, 1000));
    var per = fields.required("per", Form.choice(List.of(Period.values()), Period::word));
    return fields.build(() -> new Gift.PerUser(limit.orElseThrow(), per.orElseThrow()));
  }

  private static Optional<Security> security(Fields fields) {
    var seen = new HashSet<Dimension>();
    var thresholds =
        fields.optionalList(
            "thresholds", Dimension.values().length, f -> threshold(f, seen), List.of());
    var whenDown =
        fields.optional(
            "whenDown", Form.choice(List.of(WhenDown.values()), WhenDown::word), WhenDown.CLOSED);
    return fields.build(() -> new Security(thresholds, whenDown.orElseThrow()));
  }

  private static Optional<Threshold> threshold(Fields fields, Set<Dimension> seen) {
    var dimension =
        fields.required("dimension", Form.choice(List.of(Dimension.values()), Dimension::word));
    var limit = fields.required("limit", Form.small(1, 1_000_000));
    var within = fields.required("within", Form.seconds(Duration.ofSeconds(1), Duration.ofDays(1)));
    var beyond =
        fields.required(
            "beyond", Form.choice(List.of(Threshold.Beyond.values()), Threshold.Beyond::word));
    if (dimension.isPresent() && !seen.add(dimension.get())) {
      fields.note(
          "dimension", Shown.text(dimension.get().word()) + " stands twice; keep one limit");
    }
    return fields.build(
        () ->
            new Threshold(
                dimension.orElseThrow(),
                limit.orElseThrow(),
                within.orElseThrow(),
                beyond.orElseThrow()));
  }
}
