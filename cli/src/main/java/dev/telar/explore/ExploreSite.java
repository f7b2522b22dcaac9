package dev.telar.explore;

import dev.telar.page.Assets;
import dev.telar.text.Language;
import dev.telar.web.Answer;
import dev.telar.web.LocalServer;

/// Puts the page and its answers on a server: the page at `/explore`, the answers below
/// `/api/explore/`.
public final class ExploreSite {
  private ExploreSite() {}

  /// Makes a server answer; it may be serving already.
  ///
  /// @param api not closed with the server
  public static void serve(LocalServer server, ExploreApi api, Language language) {
    String page = ExplorePage.html(api.tested(), language);
    server.get("/explore", (_, _) -> Answer.html(page));
    server.asset("theme.css", Assets.THEME);
    server.asset("pictures.js", Assets.PICTURES);
    ExplorePage.FILES.forEach(server::asset);
    for (String name : api.asked()) {
      server.get("/api/explore/" + name, (query, _) -> Answer.json(api.get(name, query)));
    }
    for (String name : api.told()) {
      server.post(
          "/api/explore/" + name,
          api.maxBodyBytes(),
          (_, body) -> Answer.json(api.post(name, body)));
    }
  }
}
