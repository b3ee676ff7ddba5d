package bestow.config;

import bestow.config.ConfigStore.Line;
import bestow.config.ConfigStore.Live;
import bestow.wire.config.Finding;
import java.util.List;
import java.util.Optional;

/// How something that an operator asked of [Config] ended.
sealed interface ConfigOutcome {

  /// A draft, as it stands now.
  ///
  /// @param newest the newest revision
  record Drafted(Draft draft, Optional<Integer> newest, List<Finding> findings)
      implements ConfigOutcome {
    public Drafted {
      findings = List.copyOf(findings);
    }
  }

  /// The first draft of a new campaign.
  record Created(Drafted drafted) implements ConfigOutcome {}

  /// A revision that somebody asked for.
  record Revised(Live live, List<Finding> findings) implements ConfigOutcome {
    public Revised {
      findings = List.copyOf(findings);
    }
  }

  /// The draft is published, now or before.
  ///
  /// @param edit the draft's
  record Publication(Revised revised, long edit) implements ConfigOutcome {}

  /// Some campaigns.
  ///
  /// @param next where the next page begins
  record Listed(List<Line> lines, Optional<CampaignId> next) implements ConfigOutcome {
    public Listed {
      lines = List.copyOf(lines);
    }
  }

  /// No campaign has this id.
  record UnknownCampaign(String id) implements ConfigOutcome {}

  /// The campaign has no such revision.
  record UnknownRevision(CampaignId id) implements ConfigOutcome {}

  /// The file is no sound campaign, or check rules stand in the way of publishing it.
  ///
  /// @param mistakes at least one
  record Invalid(List<Mistake> mistakes) implements ConfigOutcome {
    public Invalid {
      mistakes = List.copyOf(mistakes);
    }
  }

  /// The request itself is not right.
  record Malformed(String what) implements ConfigOutcome {}

  /// The draft may only be written by whoever says which one they saw.
  record PreconditionRequired(long edit) implements ConfigOutcome {}

  /// Another draft stands there than the writer saw.
  ///
  /// @param edit the one that stands there; nothing where there is none
  record PreconditionFailed(Optional<Long> edit) implements ConfigOutcome {}

  /// Publishing would change what must not change any more.
  record Fixed(List<Mistake> changes) implements ConfigOutcome {
    public Fixed {
      changes = List.copyOf(changes);
    }
  }

  /// There are as many campaigns, or revisions of this one, as there may be.
  record Full(String what, int max) implements ConfigOutcome {}

  /// The store can't be reached; nothing was changed.
  record Unavailable(String why) implements ConfigOutcome {}

  /// The store gave no answer; whether anything was changed isn't known.
  record Uncertain(String why) implements ConfigOutcome {}

  /// What is kept is not what was written.
  record Damaged(String what) implements ConfigOutcome {}
}
