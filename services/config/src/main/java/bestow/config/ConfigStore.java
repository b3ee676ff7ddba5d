package bestow.config;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Where drafts and revisions are kept. What is answered as done survives the loss of the process
/// and of the store's own process. For any number of threads.
interface ConfigStore {

  /// A campaign's draft and newest revision.
  Answer<Optional<Entry>> entry(CampaignId id);

  /// Keeps a draft, if the one before it is the one that it was written over (`edit` is one less),
  /// or there is none and this is the first. The same draft again is kept again.
  ///
  /// @param campaignsMax how many campaigns there may be
  Answer<Saving> save(Draft draft, int campaignsMax);

  /// Keeps a revision and makes it the one that is live, if the draft has still this edit and the
  /// newest revision is the one before. The same revision again has the same version again.
  ///
  /// @return the version of the published set that came with it; nothing where a draft or a
  ///     revision came between
  Answer<Optional<Long>> publish(Revision revision, long edit);

  /// One revision.
  Answer<Optional<Live>> revision(CampaignId id, int number);

  /// Campaigns in the order of their ids.
  ///
  /// @param after the id before the first, empty to begin
  /// @param limit how many at most
  Answer<List<Line>> page(String after, int limit);

  /// The version of the published set, 0 while nothing is published.
  Answer<Long> version();

  /// The published set, as it stood at one moment.
  Answer<Live.Set> published();

  /// What a campaign has.
  record Entry(Draft draft, Optional<Live> newest) {}

  /// A revision with the version of the published set that it came with.
  record Live(Revision revision, long version) {

    /// The newest revision of each campaign, in the order of their ids.
    record Set(long version, List<Revision> revisions) {
      Set {
        revisions = List.copyOf(revisions);
      }
    }
  }

  /// A campaign in a list.
  ///
  /// @param published its newest revision
  record Line(CampaignId id, Instant savedAt, Optional<Integer> published) {}

  /// What came of keeping a draft.
  enum Saving {
    KEPT,
    /// Another one was kept before.
    CONFLICT,
    /// There are as many campaigns as there may be.
    FULL
  }

  /// What came of asking the store.
  sealed interface Answer<T> {
    record Done<T>(T value) implements Answer<T> {}

    /// Nothing was changed.
    record NotDone<T>(String why) implements Answer<T> {}

    /// Whether anything was changed isn't known.
    record Uncertain<T>(String why) implements Answer<T> {}

    /// What is kept is not what was written: a checksum does not fit.
    record Damaged<T>(String what) implements Answer<T> {}
  }
}
