/// What the benchmark needs to see of the mesh from within: its decisions alone, a mesh over a
/// list, and one bare connection to compare with. No door of the mesh is opened for it.
@NullMarked
package bestow.mesh;

import org.jspecify.annotations.NullMarked;
