package io.sealcache.spring.boot.hipster;

import java.io.Serializable;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Objects;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.cache.interceptor.KeyGenerator;
import org.springframework.context.annotation.Bean;

/** With a generator of keys which JHipster configures beside the caches. */
@SpringBootApplication
public class HipsterApplication {
  @Bean
  KeyGenerator keyGenerator() {
    return (target, method, parameters) -> new PrefixedKey("1.0", method, parameters);
  }

  /** Another version of the application finds nothing of this one. */
  static final class PrefixedKey implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String prefix;
    private final String method;
    private final Object[] parameters;

    PrefixedKey(String prefix, Method method, Object... parameters) {
      this.prefix = prefix;
      this.method = method.getName();
      this.parameters = parameters.clone();
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof PrefixedKey key
          && prefix.equals(key.prefix)
          && method.equals(key.method)
          && Arrays.deepEquals(parameters, key.parameters);
    }

    @Override
    public int hashCode() {
      return Objects.hash(prefix, method, Arrays.deepHashCode(parameters));
    }
  }
}
