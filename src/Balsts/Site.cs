using System.Text.Json.Serialization;
using Balsts.Appointments;
using Balsts.Shell;
using Foundation.Data;
using Foundation.Documents;
using Foundation.Files;
using Foundation.History;
using Foundation.Jobs;
using Foundation.Languages;
using Foundation.Mail;
using Foundation.Security;
using Foundation.Telemetry;
using Foundation.Viewers;
using Foundation.Web;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging.Console;
using Quartz;

namespace Balsts;

/// <summary>The application put together from its rooms; the command line uses the same, without serving.</summary>
public static class Site
{
    public static WebApplication Build(string[] args, bool serves = true)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = ContentRoot() });
        var settings = Settings.From(builder.Configuration);
        settings.MakeFolders();
        if (builder.Configuration[WebHostDefaults.ServerUrlsKey] is null) builder.WebHost.UseUrls(settings.Urls);
        builder.WebHost.UseStaticWebAssets(); // otherwise only a development or published run finds them
        builder.Configuration["ReloadStaticAssetsAtRuntime"] = "false"; // otherwise a run from the sources sends them uncompressed, and no browser keeps them
        builder.Logging.AddBalstsLogging();
        if (!serves) builder.Logging.SetMinimumLevel(LogLevel.Warning).Services.Configure<ConsoleLoggerOptions>(o => o.LogToStandardErrorThreshold = LogLevel.Trace); // the standard output is the verb's
        builder.WebHost.ConfigureKestrel(k => { k.Limits.MaxRequestBodySize = FileLimits.MaxRequestBytes; k.AddServerHeader = false; });

        var services = builder.Services;
        services.AddSingleton(settings);
        services.AddDatabase(settings.Database, new(House.Assembly));
        services.AddTexts(House.Assembly);
        Pdf.LettersOf(House.Assembly);
        services.AddSingleton(new RecordedTypes([House.Assembly, typeof(AppDb).Assembly]));
        services.AddSingleton<IViewers, RightsOfToday>();
        services.AddSingleton(_ => GuessablePasswords.In(House.Assembly));
        services.AddSingleton(settings.Providers);
        services.AddSignIn();
        services.AddSingleton(settings.Rates);
        services.AddSingleton(new OutgoingMail(MailSettings.Parse(settings.Mail)));
        services.AddSingleton(new PublicAddress(settings.PublicUrl));
        services.AddScoped<Drafts>();
        services.AddSingleton<ProgressBoard>();
        services.AddSingleton<DoWork>();
        services.AddSingleton(s => new Uploads(Path.Combine(settings.DataFolder, "uploads"), s.GetRequiredService<TimeProvider>()));
        services.AddSingleton(s => new Attachments(Path.Combine(settings.DataFolder, "attachments"), s.GetRequiredService<TimeProvider>()));
        services.AddScoped<DropLeftovers>();
        services.AddScoped<DeliverNotifications>();
        services.AddScoped<SendLetters>();
        services.AddScoped<SendDoorLetters>();
        services.AddSingleton<SwitchOffAddress>();
        services.AddScoped<CleanUp>();
        services.AddSingleton(new AnchorFolder(Path.Combine(settings.DataFolder, "anchors")));
        services.AddScoped<HistoryChain>();
        services.AddScoped<SealHistory>();
        services.AddProtection(settings.Key);
        services.AddHostFiltering(o => (o.AllowedHosts, o.AllowEmptyHosts) = ([.. settings.Hosts], false));
        services.Configure<FormOptions>(o => o.MultipartBodyLengthLimit = FileLimits.MaxRequestBytes);
        services.AddAntiforgery(o => o.Cookie.SameSite = SameSiteMode.Strict);
        services.AddOptions<AntiforgeryOptions>().Configure<PublicAddress>((o, site) => (o.Cookie.Name, o.Cookie.SecurePolicy) = (site.Cookie("balsts-form"), site.IsSecure ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest));
        services.AddRazorComponents(o => o.MaxFormMappingCollectionSize = 1024);
        services.AddSingleton(System.Text.Encodings.Web.HtmlEncoder.Create(System.Text.Unicode.UnicodeRanges.All)); // ā stays ā
        services.AddHttpContextAccessor();
        services.ConfigureHttpJsonOptions(o => o.SerializerOptions.Converters.Add(new JsonStringEnumConverter()));
        services.AddOpenApi("v1", ApiDocument.Describe);
        services.AddResponseCompression();
        if (serves) AddChores(services);
        foreach (var room in House.Rooms) room.Services(services);

        var app = builder.Build();
        settings.Proxies.Heed(app);
        app.UseRequestLog();
        app.UseWalls(app.Services.GetRequiredService<PublicAddress>());
        app.UseHostFiltering();
        app.UseProblems();
        app.UseResponseCompression();
        app.UseAuthentication();
        app.UseViewer();
        app.UseTracing();
        app.UseRequestLimit();
        app.UseRates();
        app.UseReadableAddresses();
        app.UseAuthorization();
        app.UseProofs();
        app.UseAntiforgery();
        app.MapStaticAssets().AllowAnonymous();
        app.MapHealth();
        if (app.Configuration["BALSTS_BENCH"] is "1") app.MapMeasured();
        app.MapDrafts();
        app.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();
        var api = app.MapApi();
        foreach (var room in House.Rooms)
        {
            room.Endpoints(app);
            room.Api(api);
        }
        app.MapRazorComponents<App>().WithStaticAssets();
        return app;
    }

    static void AddChores(IServiceCollection services)
    {
        services.AddQuartz(q =>
        {
            foreach (var chore in House.Rooms.SelectMany(r => r.Chores))
            {
                q.AddJob(chore.Job, j => j.WithIdentity(chore.Name));
                q.AddTrigger(t => t.ForJob(chore.Name).StartNow().WithSimpleSchedule(s => s.WithInterval(chore.Every).RepeatForever()));
            }
        });
        services.AddQuartzHostedService(o => o.WaitForJobsToComplete = true);
    }

    /// <summary>Where wwwroot lies: beside the project while developing, beside the executable when published.</summary>
    static string ContentRoot() => Directory.Exists(Path.Combine(AppContext.BaseDirectory, "wwwroot")) ? AppContext.BaseDirectory : Directory.GetCurrentDirectory();
}
