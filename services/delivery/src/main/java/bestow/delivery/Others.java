package bestow.delivery;

import bestow.mesh.Callee;
import bestow.mesh.Mesh;

/// The services that delivery calls.
record Others(Callee config, Callee quota) {

  static Others of(DeliverySettings settings, Mesh mesh) {
    return new Others(mesh.callee(settings.config()), mesh.callee(settings.quota()));
  }
}
