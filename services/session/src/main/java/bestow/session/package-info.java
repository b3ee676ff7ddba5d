/// Who is it? Takes an identity provider's signed token once, hands out an opaque one of its own,
/// and knows from then on whose it is, until it expires or its user logs out.
@NullMarked
package bestow.session;

import org.jspecify.annotations.NullMarked;
