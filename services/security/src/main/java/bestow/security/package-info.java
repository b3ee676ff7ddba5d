/// May they? Counts claims by user, address and device in sliding windows, keeps the block list,
/// and gives a verdict on every claim.
@NullMarked
package bestow.security;

import org.jspecify.annotations.NullMarked;
