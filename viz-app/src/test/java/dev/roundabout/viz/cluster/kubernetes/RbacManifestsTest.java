package dev.roundabout.viz.cluster.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundabout.viz.cluster.kubernetes.Permission.Role;
import dev.roundabout.viz.cluster.kubernetes.Permission.Where;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The Roles of k8s/rbac grant just what Roundabout uses: no less, and no more. */
class RbacManifestsTest {
  @Test
  void a_viewer_gets_what_looking_takes() throws IOException {
    assertThat(granted("viewer"))
        .isEqualTo(used(each -> each.where() == Where.TARGET && each.role() == Role.VIEWER));
  }

  @Test
  void a_presenter_gets_all_of_the_namespace() throws IOException {
    assertThat(granted("presenter")).isEqualTo(used(each -> each.where() == Where.TARGET));
  }

  @Test
  void dns_is_reached_in_its_own_namespace() throws IOException {
    assertThat(granted("dns")).isEqualTo(used(each -> each.where() == Where.DNS));
    assertThat(role("dns").getMetadata().getNamespace()).isEqualTo(Permission.DNS_NAMESPACE);
    assertThat(role("viewer").getMetadata().getNamespace()).isNull();
  }

  private static Set<String> used(Predicate<Permission> which) {
    return Permissions.all().stream()
        .filter(which)
        .map(each -> line(each.group(), each.resource(), each.verb()))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> granted(String name) throws IOException {
    Set<String> granted = new TreeSet<>();
    for (PolicyRule rule : role(name).getRules()) {
      assertThat(rule.getResourceNames()).isEmpty();
      for (String group : rule.getApiGroups()) {
        for (String resource : rule.getResources()) {
          rule.getVerbs().forEach(verb -> granted.add(line(group, resource, verb)));
        }
      }
    }
    return granted;
  }

  private static io.fabric8.kubernetes.api.model.rbac.Role role(String name) throws IOException {
    return Serialization.unmarshal(
        Files.readString(Path.of("..", "k8s", "rbac", name, "role.yaml")),
        io.fabric8.kubernetes.api.model.rbac.Role.class);
  }

  private static String line(String group, String resource, String verb) {
    return group + "/" + resource + " " + verb;
  }
}
