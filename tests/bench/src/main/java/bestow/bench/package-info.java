/// What a claim costs: ours, a floor of bare Helidon services with the same hops and bytes, and a
/// peer as a Spring user would build it, measured side by side in one run.
@NullMarked
package bestow.bench;

import org.jspecify.annotations.NullMarked;
