package io.sealcache.jakarta.application;

import io.sealcache.EncryptedCacheManager;
import io.sealcache.fixture.StoreContents;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import javax.cache.Caching;

/** {@code GET /store?text=TEXT} answers how many entries the store has, and where the text is. */
@WebServlet("/store")
public class StoreServlet extends HttpServlet {
  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    EncryptedCacheManager manager =
        (EncryptedCacheManager) Caching.getCachingProvider().getCacheManager();
    StoreContents contents = contents(manager);
    response
        .getWriter()
        .print(contents.size() + " entries, " + contents.find(request.getParameter("text")));
  }

  private static StoreContents contents(EncryptedCacheManager manager) throws ServletException {
    try {
      return StoreContents.of(manager);
    } catch (Exception e) {
      throw new ServletException(e);
    }
  }
}
