/// How one service calls another. A [bestow.mesh.Mesh] hands out [bestow.mesh.Callee]s; a callee
/// takes a [bestow.mesh.Call] and gives back a [bestow.mesh.Outcome], which is a value and never an
/// exception. Knows no word of campaigns.
@NullMarked
package bestow.mesh;

import org.jspecify.annotations.NullMarked;
