package dev.roundabout.viz.cluster.kubernetes.connect;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.fabric8.kubernetes.api.model.AuthInfo;
import io.fabric8.kubernetes.api.model.AuthProviderConfig;
import io.fabric8.kubernetes.api.model.Cluster;
import io.fabric8.kubernetes.api.model.Config;
import io.fabric8.kubernetes.api.model.Context;
import io.fabric8.kubernetes.api.model.ExecConfig;
import io.fabric8.kubernetes.api.model.ExecEnvVar;
import io.fabric8.kubernetes.api.model.NamedAuthInfo;
import io.fabric8.kubernetes.api.model.NamedCluster;
import io.fabric8.kubernetes.api.model.NamedContext;
import io.fabric8.kubernetes.api.model.NamedExtension;
import io.fabric8.kubernetes.api.model.Preferences;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The published schema of a kubeconfig, of which fabric8's model is generated: somebody decided
 * about each of its fields, and wrote down what.
 */
final class PublishedFieldsTest {
  private static final Path PAGE = Path.of("../docs/kubeconfig.md");

  private static final List<Class<?>> SCHEMA =
      List.of(
          Config.class,
          Preferences.class,
          NamedCluster.class,
          NamedContext.class,
          NamedAuthInfo.class,
          NamedExtension.class,
          Cluster.class,
          Context.class,
          AuthInfo.class,
          AuthProviderConfig.class,
          ExecConfig.class,
          ExecEnvVar.class);

  private static Stream<String> fields(Class<?> type) {
    return Arrays.stream(type.getDeclaredFields())
        .map(field -> field.getAnnotation(JsonProperty.class))
        .filter(property -> property != null)
        .map(property -> "| " + type.getSimpleName() + " | `" + property.value() + "` |");
  }

  @Test
  void every_field_has_its_line_on_the_page() throws IOException {
    List<String> page = Files.readAllLines(PAGE);
    assertThat(SCHEMA.stream().flatMap(PublishedFieldsTest::fields))
        .hasSizeGreaterThan(40)
        .allSatisfy(
            beginning ->
                assertThat(page).anySatisfy(line -> assertThat(line).startsWith(beginning)));
  }

  /** The schema grows by a type where a field of an old one has it. */
  @Test
  void no_type_of_the_schema_is_left_out() {
    String model = Config.class.getPackageName();
    assertThat(SCHEMA.stream().flatMap(type -> Arrays.stream(type.getDeclaredFields())))
        .map(Field::getGenericType)
        .map(String::valueOf)
        .filteredOn(type -> type.contains(model))
        .allSatisfy(
            type ->
                assertThat(SCHEMA).anySatisfy(known -> assertThat(type).contains(known.getName())));
  }
}
