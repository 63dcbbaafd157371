package io.sealcache.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Requires.Modifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The modules and packages that the kernel needs, and all else that it must not know of. */
class CoreModuleTest {
  private static final Path CLASSES = Path.of("target/classes");

  @Test
  void module_requiresTheJdksBaseAloneAndExportsOnePackage() throws IOException {
    ModuleDescriptor module;
    try (InputStream in = Files.newInputStream(CLASSES.resolve("module-info.class"))) {
      module = ModuleDescriptor.read(in);
    }

    assertThat(module.name()).isEqualTo("io.sealcache.core");
    assertThat(module.requires())
        .extracting(ModuleDescriptor.Requires::name)
        .containsExactlyInAnyOrder("java.base", "org.jspecify");
    assertThat(module.requires())
        .filteredOn(required -> required.name().equals("org.jspecify"))
        .allMatch(required -> required.modifiers().contains(Modifier.STATIC));
    assertThat(module.exports())
        .extracting(ModuleDescriptor.Exports::source)
        .containsExactly("io.sealcache.core");
    assertThat(module.opens()).isEmpty();
    assertThat(module.uses()).isEmpty();
    assertThat(module.provides()).isEmpty();
  }

  @Test
  void classes_needNoOtherPackagesThanThese() {
    StringWriter found = new StringWriter();
    int failed =
        ToolProvider.findFirst("jdeps")
            .orElseThrow()
            .run(
                new PrintWriter(found),
                new PrintWriter(found),
                "--ignore-missing-deps",
                "-verbose:package",
                CLASSES.resolve("io").toString());

    assertThat(failed).as(found.toString()).isZero();
    assertThat(found.toString().lines().filter(line -> line.startsWith("   ")))
        .map(line -> line.replaceAll(".*-> (\\S+).*", "$1"))
        .isSubsetOf(
            "io.sealcache.core",
            "java.io",
            "java.lang",
            "java.lang.invoke",
            "java.lang.runtime",
            "java.nio",
            "java.nio.charset",
            "java.security",
            "java.security.spec",
            "java.time",
            "java.util",
            "java.util.concurrent",
            "java.util.concurrent.atomic",
            "java.util.concurrent.locks",
            "java.util.function",
            "java.util.stream",
            "java.util.zip",
            "javax.crypto",
            "javax.crypto.spec",
            "javax.security.auth",
            "org.jspecify.annotations")
        .contains("javax.crypto");
  }

  // As text: each name is a constant of the class file that uses it.
  @Test
  void classes_nameNoneOfThese() throws IOException {
    List<Path> classes;
    try (Stream<Path> files = Files.walk(CLASSES)) {
      classes = files.filter(file -> file.toString().endsWith(".class")).toList();
    }
    assertThat(classes).hasSizeBetween(20, 85);
    for (Path file : classes) {
      assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
          .as("%s", file)
          .doesNotContain(
              "javax/cache",
              "java/util/logging",
              "java/lang/System$Logger",
              "forName",
              "java/lang/reflect",
              "ServiceLoader",
              "ObjectInputStream",
              "java/nio/file",
              "java/io/File",
              "getProperty",
              "getenv",
              "java/lang/Thread.<init>",
              "newThread",
              "ForkJoinPool",
              "java/util/concurrent/Executors");
    }
  }
}
