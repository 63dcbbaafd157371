package io.sealcache.frameworks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcache.EncryptedCacheManager;
import io.sealcache.fixture.StoreContents;
import java.net.URL;
import javax.cache.Caching;
import javax.security.auth.x500.X500Principal;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.cxf.Bus;
import org.apache.cxf.bus.extension.ExtensionManagerBus;
import org.apache.cxf.message.ExchangeImpl;
import org.apache.cxf.message.MessageImpl;
import org.apache.cxf.ws.security.tokenstore.SecurityToken;
import org.apache.cxf.ws.security.tokenstore.TokenStore;
import org.apache.cxf.ws.security.tokenstore.TokenStoreException;
import org.apache.cxf.ws.security.tokenstore.TokenStoreFactory;
import org.apache.cxf.ws.security.tokenstore.jcache.JCacheTokenStore;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** CXF's store of security tokens, which takes JCache where there is no Ehcache. */
class CxfTokensTest {
  private static final String ID = "CANARYidCANARY";
  private static final String ASSERTION = "CANARYassertionCANARY";
  private static final String NAME = "CANARYnameCANARY";

  private final Bus bus = new ExtensionManagerBus();

  @Test
  void token_isFoundAndShowsNothing() throws Exception {
    try (Settings settings = named()) {
      TokenStore tokens = tokens();

      tokens.add(token());

      assertThat(tokens).isInstanceOf(JCacheTokenStore.class);
      assertThat(tokens.getTokenIdentifiers()).containsExactly(ID);
      SecurityToken found = tokens.getToken(ID);
      assertThat(found.getToken().getTextContent()).isEqualTo(ASSERTION);
      assertThat(found.getPrincipal().getName()).contains(NAME);
      assertThat(StoreContents.of(manager()).without(ID, ASSERTION, NAME, "SecurityToken").size())
          .isEqualTo(1);
    }
  }

  /** It is transient in CXF, so that a store that keeps copies never sees it. */
  @Test
  void secretOfToken_isNotKept() throws Exception {
    try (Settings settings = named()) {
      TokenStore tokens = tokens();
      SecurityToken token = token();
      token.setSecret(new byte[] {1});

      tokens.add(token);

      assertThat(tokens.getToken(ID).getSecret()).isNull();
    }
  }

  @Test
  void keyForgotten_isRefused() {
    try (Settings settings = named().with("sealcache.master-key", "")) {
      assertThatThrownBy(this::tokens)
          .isInstanceOf(TokenStoreException.class)
          .hasStackTraceContaining("sealcache.master-key");
    }
  }

  private static Settings named() {
    return Settings.ofSealCache()
        .afresh()
        .with(Caching.JAVAX_CACHE_CACHING_PROVIDER, Settings.SEALCACHE)
        // The class that a token has behind an interface of the JDK's.
        .with("sealcache.java-filter", "configured-types;javax.security.auth.x500.X500Principal")
        // CXF's own URI is that of a file for Ehcache.
        .with("sealcache.store.uri", Settings.CAFFEINE);
  }

  private TokenStore tokens() throws TokenStoreException {
    ExchangeImpl exchange = new ExchangeImpl();
    exchange.put(Bus.class, bus);
    MessageImpl message = new MessageImpl();
    message.setExchange(exchange);
    return TokenStoreFactory.newInstance().newTokenStore("tokens", message);
  }

  private static SecurityToken token() throws ParserConfigurationException {
    Document document = DocumentBuilderFactory.newInstance().newDocumentBuilder().newDocument();
    Element assertion = document.createElement("Assertion");
    assertion.setTextContent(ASSERTION);
    document.appendChild(assertion);
    SecurityToken token = new SecurityToken(ID, assertion, null);
    token.setPrincipal(new X500Principal("CN=" + NAME));
    return token;
  }

  private static EncryptedCacheManager manager() throws Exception {
    ClassLoader loader = SecurityToken.class.getClassLoader();
    URL uri = loader.getResource("cxf-jcache.xml");
    return (EncryptedCacheManager)
        Caching.getCachingProvider().getCacheManager(uri.toURI(), loader);
  }
}
