/// What crosses config's doors: campaigns as an operator writes them, and the published set that
/// other services copy.
@NullMarked
package bestow.wire.config;

import org.jspecify.annotations.NullMarked;
