/// What crosses quota's doors: hold, settle (confirm or release), look up, count.
@NullMarked
package bestow.wire.quota;

import org.jspecify.annotations.NullMarked;
