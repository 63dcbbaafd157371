package io.sealcache.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sealcache.examples.TenantOfSecurityContext.TenantUser;
import io.sealcache.keys.TenantResolver;
import io.sealcache.servers.Needs;
import java.io.IOException;
import java.io.StringWriter;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import javax.cache.CacheException;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;

class TenantsTest {
  private static final Path SOURCES = Path.of("src", "main", "jdk25");
  private static final Customer ADA =
      new Customer("Ada Lovelace", "GB33BUKB20201555555555", LocalDate.of(1815, 12, 10));

  @Test
  void threadLocal_keepsTenantsApart() {
    TenantPerRequest request = new TenantPerRequest();

    assertKeepsTenantsApart(request, request::serve);
  }

  @Test
  void securityContext_keepsTenantsApart() {
    assertKeepsTenantsApart(new TenantOfSecurityContext(), TenantsTest::authenticated);
  }

  @Test
  void securityContext_ofSomebodyWithoutTenantIsNone() {
    SecurityContextHolder.getContext()
        .setAuthentication(new TestingAuthenticationToken("somebody", "password", "ROLE_USER"));
    try {
      assertThat(new TenantOfSecurityContext().tenant()).isNull();
    } finally {
      SecurityContextHolder.clearContext();
    }
  }

  private static void authenticated(String tenant, Runnable request) {
    TenantUser user = () -> tenant;
    SecurityContextHolder.getContext()
        .setAuthentication(new TestingAuthenticationToken(user, "password", "ROLE_USER"));
    try {
      request.run();
    } finally {
      SecurityContextHolder.clearContext();
    }
  }

  @Test
  void scopedValue_keepsTenantsApart(@TempDir Path classes) throws Exception {
    Needs.jdk(25);
    compile(SOURCES.resolve("TenantOfScopedValue.java"), classes);
    try (URLClassLoader loader =
        new URLClassLoader(
            new URL[] {classes.toUri().toURL()}, TenantsTest.class.getClassLoader())) {
      Class<?> type = loader.loadClass("TenantOfScopedValue");
      Method run = type.getMethod("run", String.class, Runnable.class);

      assertKeepsTenantsApart(
          (TenantResolver) type.getConstructor().newInstance(),
          (tenant, request) -> {
            try {
              run.invoke(null, tenant, request);
            } catch (ReflectiveOperationException e) {
              throw new IllegalStateException(e);
            }
          });
    }
  }

  private static void compile(Path source, Path classes) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      boolean compiled =
          compiler
              .getTask(
                  messages,
                  files,
                  null,
                  List.of(
                      "-proc:none",
                      "-d",
                      classes.toString(),
                      "-classpath",
                      System.getProperty("java.class.path")),
                  null,
                  files.getJavaFileObjects(source))
              .call();
      assertThat(compiled).as(messages.toString()).isTrue();
    }
  }

  private static void assertKeepsTenantsApart(
      TenantResolver resolver, BiConsumer<String, Runnable> scope) {
    try (Tenants tenants =
        new Tenants(
            "1357e5961e9ae7144d07c61e5ee36f8b4c601b7e7867c8b12c8245d9dcbaba84",
            "747e073fa013ebfc5551fa6479f8f0d21051df83f440a31f3000083cea2dd7f9",
            resolver)) {
      scope.accept("acme", () -> tenants.customers().put("ada@example.com", ADA));

      scope.accept(
          "zeta",
          () -> {
            assertThat(tenants.customers().get("ada@example.com")).isNull();
            tenants.customers().clear();
          });
      scope.accept("acme", () -> assertThat(tenants.customers()).hasSize(1));
      assertThatExceptionOfType(CacheException.class)
          .isThrownBy(() -> tenants.customers().get("ada@example.com"))
          .withMessageContaining("gave no tenant");
      assertCarries(resolver, scope);
    }
  }

  private static void assertCarries(TenantResolver resolver, BiConsumer<String, Runnable> scope) {
    AtomicReference<@Nullable String> seen = new AtomicReference<>();
    AtomicReference<Runnable> load = new AtomicReference<>(() -> {});
    scope.accept("acme", () -> load.set(resolver.carry(() -> seen.set(resolver.tenant()))));

    load.get().run();

    assertThat(seen).hasValue("acme");
    assertThat(resolver.tenant()).isNull();
  }
}
