/// What a claim costs: ours, a floor of bare Helidon services with the same hops and bytes, and a
/// peer as a Spring user would build it, measured side by side in one run. What the mesh itself
/// costs: the same call through it, over a bare connection, and within resilience4j.
@NullMarked
package bestow.bench;

import org.jspecify.annotations.NullMarked;
