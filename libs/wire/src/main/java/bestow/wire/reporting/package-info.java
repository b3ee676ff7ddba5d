/// What crosses reporting's doors: counts in batches, and the counts of a campaign.
@NullMarked
package bestow.wire.reporting;

import org.jspecify.annotations.NullMarked;
