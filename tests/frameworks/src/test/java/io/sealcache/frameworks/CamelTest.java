package io.sealcache.frameworks;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.fixture.StoreContents;
import java.util.Map;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.component.jcache.JCacheConstants;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

/** Camel's component {@code jcache}, whose endpoint names the provider. */
class CamelTest {
  private static final String KEY = "CANARYkeyCANARY";
  private static final String BODY = "CANARYbodyCANARY";
  private static final String ENDPOINT =
      "jcache:orders?cachingProvider=" + Settings.SEALCACHE + "&action=";

  @Test
  void endpoint_putsAndGetsAndShowsNothing() throws Exception {
    try (Settings settings = Settings.ofSealCache();
        DefaultCamelContext camel = new DefaultCamelContext()) {
      camel.start();
      ProducerTemplate template = camel.createProducerTemplate();

      template.sendBodyAndHeader(ENDPOINT + "PUT", BODY, JCacheConstants.KEY, KEY);

      assertThat(
              template.requestBodyAndHeaders(
                  ENDPOINT + "GET", null, Map.of(JCacheConstants.KEY, KEY), String.class))
          .isEqualTo(BODY);
      assertThat(StoreContents.of(settings.manager()).without(KEY, BODY).size()).isEqualTo(1);
    }
  }
}
