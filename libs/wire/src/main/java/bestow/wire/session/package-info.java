/// What crosses session's doors: an identity provider's token in, our opaque token out.
@NullMarked
package bestow.wire.session;

import org.jspecify.annotations.NullMarked;
