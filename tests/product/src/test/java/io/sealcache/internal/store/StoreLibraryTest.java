package io.sealcache.internal.store;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sealcache.fixture.FaultyCachingProvider;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.security.cert.Certificate;
import javax.cache.CacheException;
import javax.cache.spi.CachingProvider;
import org.jspecify.annotations.Nullable;
import org.jsr107.ri.spi.RICachingProvider;
import org.junit.jupiter.api.Test;

class StoreLibraryTest {

  /** Knows the class of a provider from elsewhere. */
  private static final class From extends ClassLoader {
    private final ProtectionDomain domain;

    From(@Nullable URL location) {
      super(StoreLibraryTest.class.getClassLoader());
      domain = new ProtectionDomain(new CodeSource(location, (Certificate[]) null), null);
    }

    Class<? extends CachingProvider> provider() {
      String name = FaultyCachingProvider.class.getName();
      try (InputStream file = getResourceAsStream(name.replace('.', '/') + ".class")) {
        byte[] bytes = requireNonNull(file).readAllBytes();
        return defineClass(name, bytes, 0, bytes.length, domain).asSubclass(CachingProvider.class);
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }
  }

  private static String file(String location) throws Exception {
    return StoreLibrary.of(new From(URI.create(location).toURL()).provider()).file();
  }

  @Test
  void of_namesTheFileOnly() throws Exception {
    assertThat(file("file:/home/ada/lib/store-1.2.jar")).isEqualTo("store-1.2.jar");
    assertThat(file("jar:file:/app.jar!/BOOT-INF/lib/store-1.2.jar!/")).isEqualTo("store-1.2.jar");
    assertThat(file("file:/home/ada/classes/")).isEqualTo("classes");
    assertThat(file("file:/")).isEmpty();
  }

  @Test
  void of_providerOfNoFile_saysSo() {
    assertThat(StoreLibrary.of(new From(null).provider()).file()).isEqualTo("no file");
  }

  @Test
  void complete_whereSomethingIsMissing_namesProviderFileAndThat() {
    StoreLibrary library = StoreLibrary.of(RICachingProvider.class);
    NoSuchMethodError missing = new NoSuchMethodError("com.acme.Store.get()");

    assertThatExceptionOfType(CacheException.class)
        .isThrownBy(
            () ->
                library.complete(
                    () -> {
                      throw missing;
                    }))
        .withMessageContainingAll(
            RICachingProvider.class.getName(), "cache-ri-impl-1.1.1.jar", missing.getMessage())
        .withCause(missing);
    assertThat(library.<String>complete(() -> "done")).isEqualTo("done");
  }
}
