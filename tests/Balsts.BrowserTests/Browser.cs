using System.Collections.Concurrent;
using System.Diagnostics;
using Balsts.Tests;
using Balsts.Tests.Mail;
using Deque.AxeCore.Commons;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Balsts.BrowserTests.Browser))]
// Journeys share a world and the language of its people, and are made one after another; the walks over all pages have worlds of their own.
[assembly: CollectionBehavior(CollectionBehavior.CollectionPerAssembly)]

namespace Balsts.BrowserTests;

/// <summary>A real Chromium and a real server with a demo world.</summary>
public sealed class Browser : IAsyncLifetime
{
    static readonly string[] Places = [Environment.GetEnvironmentVariable("BALSTS_CHROMIUM") ?? "", "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
    static readonly string[] Flags = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

    /// <summary>How long is waited for what has no limit of its own: a script in a page, the end of a window.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    readonly string folder = Directory.CreateTempSubdirectory("balsts-browser").FullName;
    IPlaywright playwright = null!;
    IBrowser chromium = null!;
    ServerProcess server = null!;
    Process provider = null!;

    /// <summary>A school’s own sign-in, which the server trusts, and the mail server that takes its letters.</summary>
    const string ProviderSecret = "what both of them know";
    public SmtpServer Mail { get; } = new();

    public string Address => server.Client.BaseAddress!.ToString().TrimEnd('/');

    public async ValueTask InitializeAsync()
    {
        var path = Array.Find(Places, File.Exists) ?? throw new InvalidOperationException("There is no Chromium. On Debian: apt-get install chromium; elsewhere set BALSTS_CHROMIUM.");
        var port = Postgres.FreePort();
        server = await ServerProcess.Serve($"Data Source={Path.Combine(folder, "balsts.db")}", folder, ("BALSTS_DEMO", "1"), ("BALSTS_MAIL", Mail.Address),
            ("BALSTS_OIDC__0__Name", "Skolas konts"), ("BALSTS_OIDC__0__Authority", $"http://localhost:{port}"), ("BALSTS_OIDC__0__ClientId", "balsts"), ("BALSTS_OIDC__0__ClientSecret", ProviderSecret));
        provider = Process.Start(new ProcessStartInfo("node", [Path.Combine(AppContext.BaseDirectory, "provider.mjs"), Path.Combine(Tests.Source.Root, "src", "Balsts", "Assets", "node_modules"), $"{port}", $"{Address}/sign-in/with/0/back", ProviderSecret]) { RedirectStandardOutput = true, RedirectStandardError = true })!; // its warnings are for whoever runs it in earnest
        (await provider.StandardOutput.ReadLineAsync().WaitAsync(Patience)).ShouldBe("ready", "oidc-provider comes with the npm packages: build src/Balsts once without SkipAssets.");
        playwright = await Playwright.CreateAsync();
        chromium = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = path, Args = Flags });
    }

    public async ValueTask DisposeAsync()
    {
        try { await chromium.CloseAsync().WaitAsync(Patience); }
        catch (TimeoutException) { } // it goes with its driver
        playwright.Dispose();
        if (!provider.HasExited) provider.Kill();
        provider.Dispose();
        await Mail.DisposeAsync();
        await server.DisposeAsync();
        Directory.Delete(folder, true);
    }

    /// <summary>The address at which the owner of an account chooses a password, as whoever runs the server makes it.</summary>
    public async Task<string> Invitation(string email)
    {
        var (code, output, errors) = await ServerProcess.Verb($"Data Source={Path.Combine(folder, "balsts.db")}", folder, null, "account", "reset", email, "--json");
        code.ShouldBe(0, errors);
        return new Uri(System.Text.Json.JsonDocument.Parse(output).RootElement.GetProperty("invitation").GetString()!).AbsolutePath;
    }

    /// <summary>A visitor with a window of their own: nobody yet.</summary>
    public async Task<Visitor> Open(int width = 1280, string language = "lv", bool dark = false, bool javaScript = true)
    {
        var context = await chromium.NewContextAsync(new()
        {
            BaseURL = Address,
            ViewportSize = new() { Width = width, Height = width < 600 ? 844 : 900 },
            Locale = language,
            ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light,
            JavaScriptEnabled = javaScript,
            ReducedMotion = ReducedMotion.Reduce,
        });
        context.SetDefaultTimeout(15_000);
        return new(await context.NewPageAsync(), language);
    }

    /// <summary>Signed in by the persona's button, in the language.</summary>
    public async Task<Visitor> As(string persona, string language = "lv", int width = 1280, bool dark = false, bool javaScript = true)
    {
        var visitor = await Open(width, language, dark, javaScript);
        await visitor.SignIn(persona);
        return visitor;
    }
}

/// <summary>Somebody in front of the screen.</summary>
public sealed class Visitor : IAsyncDisposable
{
    readonly ConcurrentBag<string> complaints = [];

    public Visitor(IPage page, string language)
    {
        (Page, Language) = (page, language);
        page.Console += (_, message) => { if (message.Type is "error" && !message.Text.Contains("status of 4", StringComparison.Ordinal)) complaints.Add($"{page.Url}: {message.Text}"); };
        page.FrameNavigated += (_, frame) => { if (frame == page.MainFrame) pages++; };
        page.PageError += (_, error) => complaints.Add($"{page.Url}: {error}");
        page.Request += (_, request) => { if (!request.Url.StartsWith("http://localhost", StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal)) complaints.Add($"asks another host: {request.Url}"); };
    }

    public IPage Page { get; }
    public string Language { get; }

    /// <summary>What the browser complained of: script errors, a broken content-security policy, another host.</summary>
    public IReadOnlyCollection<string> Complaints => complaints;

    public async Task SignIn(string persona)
    {
        await Page.GotoAsync("/sign-in");
        await Page.Locator($"button[name=persona][value={persona}]").ClickAsync();
        await Page.WaitForURLAsync(url => !url.Contains("/sign-in", StringComparison.Ordinal));
        if (await Page.Locator("html").GetAttributeAsync("lang") != Language) await Speak(Language);
    }

    public async Task Speak(string language)
    {
        await Page.GotoAsync("/profile");
        await Page.Locator("select[name='Posted.Language'], input[name='Posted.Language']").First.WaitForAsync();
        if (await Page.Locator("select[name='Posted.Language']").CountAsync() > 0) await Page.Locator("select[name='Posted.Language']").SelectOptionAsync(language);
        else await Choose($"input[name='Posted.Language'][value={language}]");
        await Page.Locator("main form button[type=submit]").First.ClickAsync();
        await Assertions.Expect(Page.Locator("html")).ToHaveAttributeAsync("lang", language);
    }

    int pages, inputs;

    /// <summary>A task begins: what it takes is counted from here.</summary>
    public void Begin() => (pages, inputs) = (0, 0);

    /// <summary>The pages opened since, the last of which shows what came of it and is not counted, and the fields filled.</summary>
    public (int Pages, int Inputs) Spent => (Math.Max(1, pages - 1), inputs);

    public Task Fill(string selector, string text)
    {
        inputs++;
        return Page.Locator(selector).First.FillAsync(text);
    }

    public Task Select(string selector, string value)
    {
        inputs++;
        return Page.Locator(selector).First.SelectOptionAsync(value);
    }

    /// <summary>Ticks a box or a circle as a hand does: on its words, where nothing lies above them.</summary>
    public async Task Choose(string selector)
    {
        inputs++;
        var box = Page.Locator(selector).First;
        if (await box.IsCheckedAsync()) return;
        var id = await box.GetAttributeAsync("id");
        await Page.Locator($"label[for='{id}'], label:has([id='{id}'])").First.ClickAsync();
        await Assertions.Expect(box).ToBeCheckedAsync();
    }

    /// <summary>Presses what leads to another page, and waits until it is there.</summary>
    public async Task Follow(string selector)
    {
        var before = Page.Url;
        await Page.Locator(selector).First.ClickAsync();
        try { await Page.WaitForURLAsync(url => url != before); }
        catch (TimeoutException) { throw new InvalidOperationException($"{before} stayed: {await Page.Locator("main").InnerTextAsync()}"); }
    }

    public async Task Go(string address)
    {
        var response = await Page.GotoAsync(address);
        response!.Status.ShouldBe(200, address);
    }

    /// <summary>What axe finds on this page by WCAG 2.2 AA. No page has frames; axe's own way to put theirs together opens a second page each time.</summary>
    public async Task<IEnumerable<string>> Barriers()
    {
        await Page.EvaluateAsync(Axe.Value).WaitAsync(Browser.Patience);
        var found = await Page.EvaluateAsync<string[]>("""
            tags => axe.run({ resultTypes: ['violations'], runOnly: { type: 'tag', values: tags } })
                .then(r => r.violations.map(v => `${v.id}: ${v.help} — ${v.nodes.slice(0, 2).map(n => n.html).join(' | ')}`))
            """, Tags).WaitAsync(Browser.Patience);
        return found.Select(v => $"{Page.Url} [{Language}] {v}");
    }

    static readonly Lazy<string> Axe = new(() => new BundledAxeScriptProvider().GetScript());
    static readonly string[] Tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

    /// <summary>Whether the page has to be scrolled sideways.</summary>
    public Task<bool> IsTooWide() => Page.EvaluateAsync<bool>("document.documentElement.scrollWidth > document.documentElement.clientWidth + 1").WaitAsync(Browser.Patience);

    public async Task Picture(string name)
    {
        if (Environment.GetEnvironmentVariable("BALSTS_PICTURES") is not { Length: > 0 } folder) return;
        Directory.CreateDirectory(folder);
        await Page.ScreenshotAsync(new() { Path = Path.Combine(folder, name + ".png"), FullPage = true });
    }

    public async ValueTask DisposeAsync() => await Page.Context.CloseAsync().WaitAsync(Browser.Patience);
}
