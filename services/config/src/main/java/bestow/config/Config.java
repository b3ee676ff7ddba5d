package bestow.config;

import bestow.config.CampaignFile.Reading;
import bestow.config.ConfigOutcome.Created;
import bestow.config.ConfigOutcome.Damaged;
import bestow.config.ConfigOutcome.Drafted;
import bestow.config.ConfigOutcome.Fixed;
import bestow.config.ConfigOutcome.Full;
import bestow.config.ConfigOutcome.Invalid;
import bestow.config.ConfigOutcome.Listed;
import bestow.config.ConfigOutcome.PreconditionFailed;
import bestow.config.ConfigOutcome.PreconditionRequired;
import bestow.config.ConfigOutcome.Publication;
import bestow.config.ConfigOutcome.Revised;
import bestow.config.ConfigOutcome.Unavailable;
import bestow.config.ConfigOutcome.Uncertain;
import bestow.config.ConfigOutcome.UnknownCampaign;
import bestow.config.ConfigOutcome.UnknownRevision;
import bestow.config.ConfigStore.Answer;
import bestow.config.ConfigStore.Entry;
import bestow.config.ConfigStore.Live;
import bestow.config.Precondition.Any;
import bestow.config.Precondition.Edits;
import bestow.config.Precondition.Missing;
import bestow.wire.config.Finding;
import bestow.wire.config.Finding.Severity;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// The rules of campaigns: a draft is written only over the draft that its writer saw; what is
/// published passes every error rule, never changes, and keeps what may not change from one
/// revision to the next. For any number of threads.
final class Config {
  private final ConfigStore store;
  private final InstantSource clock;
  private final Limits limits;
  private final Runnable news;

  /// @param news runs after each publication
  Config(ConfigStore store, InstantSource clock, Limits limits, Runnable news) {
    this.store = store;
    this.clock = clock;
    this.limits = limits;
    this.news = news;
  }

  /// What there may be.
  ///
  /// @param campaigns how many in all
  /// @param revisions how many of one campaign
  /// @param keep for how long records of closed orders outlive their campaign, and so how much
  ///     longer it may be made once it is published
  record Limits(int campaigns, int revisions, Duration keep) {}

  /// Writes a campaign's draft.
  ///
  /// @param file its bytes, which must be a sound campaign of this id
  ConfigOutcome save(CampaignId id, Precondition seen, byte[] file) {
    return after(
        store.entry(id),
        entry -> objection(seen, entry.map(Entry::draft)).orElseGet(() -> save(id, entry, file)));
  }

  /// Makes the draft a revision, and the newest one. A draft that already is the newest revision is
  /// not published again.
  ConfigOutcome publish(CampaignId id, Precondition seen) {
    return after(
        store.entry(id),
        entry ->
            entry
                .<ConfigOutcome>map(
                    e -> objection(seen, Optional.of(e.draft())).orElseGet(() -> publish(e)))
                .orElseGet(() -> new UnknownCampaign(id.value())));
  }

  /// A campaign's draft and what the check rules say of it.
  ConfigOutcome campaign(CampaignId id) {
    return after(
        store.entry(id),
        entry ->
            entry
                .<ConfigOutcome>map(
                    e -> new Drafted(e.draft(), number(e.newest()), Checks.run(e.draft().text())))
                .orElseGet(() -> new UnknownCampaign(id.value())));
  }

  /// One revision of a campaign.
  ConfigOutcome revision(CampaignId id, int number) {
    return after(
        store.revision(id, number),
        found ->
            found
                .<ConfigOutcome>map(live -> new Revised(live, Checks.run(live.revision().text())))
                .orElseGet(() -> new UnknownRevision(id)));
  }

  /// A page of campaigns, in the order of their ids.
  ///
  /// @param after the id before the first, empty to begin
  ConfigOutcome page(String after, int limit) {
    return after(
        store.page(after, limit + 1),
        lines -> {
          var page = lines.subList(0, Math.min(limit, lines.size()));
          return new Listed(
              page, lines.size() > limit ? Optional.of(page.getLast().id()) : Optional.empty());
        });
  }

  /// What stands against a write that is based on this draft.
  private static Optional<ConfigOutcome> objection(Precondition seen, Optional<Draft> draft) {
    var edit = draft.map(Draft::edit);
    return switch (seen) {
      case Missing _ -> edit.map(PreconditionRequired::new);
      case Any _ when edit.isPresent() -> Optional.empty();
      case Edits(List<Long> edits) when edit.isPresent() && edits.contains(edit.get()) ->
          Optional.empty();
      case Any _ -> Optional.of(new PreconditionFailed(edit));
      case Edits _ -> Optional.of(new PreconditionFailed(edit));
    };
  }

  private ConfigOutcome save(CampaignId id, Optional<Entry> entry, byte[] file) {
    return switch (CampaignFile.read(file)) {
      case Reading.Faulty(var mistakes) -> new Invalid(mistakes);
      case Reading.Sound(var campaign, var positions)
          when !campaign.campaign().equals(id.value()) ->
          new Invalid(
              List.of(
                  new Mistake(
                      positions.at("campaign"),
                      "campaign",
                      "campaign must be %s as in the path, was \"%s\""
                          .formatted(id.value(), campaign.campaign()))));
      case Reading.Sound(var campaign, var positions) -> {
        long edit = entry.map(e -> e.draft().edit()).orElse(0L) + 1;
        var draft = new Draft(id, edit, now(), new String(file, StandardCharsets.UTF_8));
        var newest = number(entry.flatMap(Entry::newest));
        yield keep(new Drafted(draft, newest, Checks.run(campaign, positions)));
      }
    };
  }

  private ConfigOutcome keep(Drafted drafted) {
    long edit = drafted.draft().edit();
    return after(
        store.save(drafted.draft(), limits.campaigns()),
        saving ->
            switch (saving) {
              case KEPT -> edit == 1 ? new Created(drafted) : drafted;
              // Another writer came between our look and our act.
              case CONFLICT ->
                  edit == 1
                      ? new PreconditionRequired(edit)
                      : new PreconditionFailed(Optional.of(edit));
              case FULL -> new Full("campaigns", limits.campaigns());
            });
  }

  private ConfigOutcome publish(Entry entry) {
    var text = entry.draft().text();
    var newest = entry.newest();
    if (newest.isPresent() && newest.get().revision().text().equals(text)) {
      return publication(newest.get(), entry.draft(), Checks.run(text));
    }
    return switch (CampaignFile.read(text.getBytes(StandardCharsets.UTF_8))) {
      // It was sound when it was written, by rules that became stricter since.
      case Reading.Faulty(var mistakes) -> new Invalid(mistakes);
      case Reading.Sound sound -> publish(entry, sound);
    };
  }

  private ConfigOutcome publish(Entry entry, Reading.Sound sound) {
    var findings = Checks.run(sound.campaign(), sound.positions());
    var errors = findings.stream().filter(f -> f.severity() == Severity.ERROR).toList();
    if (!errors.isEmpty()) {
      return new Invalid(errors.stream().map(Checks::mistake).toList());
    }
    var last = entry.newest().map(Live::revision);
    var changes = last.map(l -> l.changes(sound, limits.keep())).orElse(List.of());
    if (!changes.isEmpty()) {
      return new Fixed(changes);
    }
    var draft = entry.draft();
    var revision =
        last.map(l -> l.next(now(), draft.text(), sound.campaign()))
            .orElseGet(() -> Revision.first(now(), draft.text(), sound.campaign()));
    if (revision.number() > limits.revisions()) {
      return new Full("revisions of this campaign", limits.revisions());
    }
    return after(
        store.publish(revision, draft.edit()),
        version ->
            version
                .map(v -> publication(new Live(revision, v), draft, findings))
                .orElseGet(() -> overtaken(draft)));
  }

  /// Somebody wrote or published between our look and our act. If it was the same draft, it is
  /// published, and that is what was asked for.
  private ConfigOutcome overtaken(Draft draft) {
    return after(
        store.entry(draft.id()),
        entry -> {
          var edit = entry.map(e -> e.draft().edit());
          var newest = entry.flatMap(Entry::newest);
          return newest
              .filter(live -> edit.equals(Optional.of(draft.edit())))
              .filter(live -> live.revision().text().equals(draft.text()))
              .map(live -> publication(live, draft, Checks.run(draft.text())))
              .orElseGet(() -> new PreconditionFailed(edit));
        });
  }

  private ConfigOutcome publication(Live live, Draft draft, List<Finding> findings) {
    news.run();
    return new Publication(new Revised(live, findings), draft.edit());
  }

  private static Optional<Integer> number(Optional<Live> newest) {
    return newest.map(live -> live.revision().number());
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  private static <T> ConfigOutcome after(Answer<T> answer, Function<T, ConfigOutcome> then) {
    return switch (answer) {
      case Answer.Done<T>(T value) -> then.apply(value);
      case Answer.NotDone<T>(String why) -> new Unavailable(why);
      case Answer.Uncertain<T>(String why) -> new Uncertain(why);
      case Answer.Damaged<T>(String what) -> new Damaged(what);
    };
  }
}
