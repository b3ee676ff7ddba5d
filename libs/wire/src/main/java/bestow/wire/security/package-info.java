/// What crosses security's doors: who claims from where, and the verdict.
@NullMarked
package bestow.wire.security;

import org.jspecify.annotations.NullMarked;
