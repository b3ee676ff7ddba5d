package bestow.delivery;

import bestow.delivery.PartOf.Role;
import java.util.ArrayList;
import java.util.List;

/// Which part of a bundle decides. Pure.
final class Roles {

  private Roles() {}

  /// The role of each part, by who delivers it. The pivot is one that cannot be taken back: one
  /// that cannot be tried for as long as it takes either, or else the first. A bundle with none of
  /// them has no pivot.
  static List<Role> of(List<Supply> supplies) {
    int pivot = -1;
    for (int i = 0; i < supplies.size(); i++) {
      var supply = supplies.get(i);
      boolean once = supply.terms().kind() == Terms.Kind.NOTHING;
      if (!supply.revocable() && (pivot < 0 || once)) {
        pivot = i;
      }
    }
    var roles = new ArrayList<Role>();
    for (int i = 0; i < supplies.size(); i++) {
      var fixed = i == pivot ? Role.PIVOT : Role.FORWARD;
      roles.add(supplies.get(i).revocable() ? Role.REVOCABLE : fixed);
    }
    return roles;
  }
}
