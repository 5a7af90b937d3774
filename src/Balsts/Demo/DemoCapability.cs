using Balsts.Shell;
using Balsts.Units;
using Foundation.Languages;
using Foundation.Security;
using Foundation.Web;

namespace Balsts.Demo;

public sealed class DemoCapability : Capability
{
    public override void Services(IServiceCollection services)
    {
        services.AddScoped<DemoWorld>();
        services.AddSingleton<ISignInOffers, PersonasOffered>();
    }

    static readonly System.CommandLine.Option<bool> IfMissing = new("--if-missing") { Description = "Done as well when the demo world is there already" };

    public override IEnumerable<Verb> Verbs =>
    [
        new("demo", "Fills an empty database with the demo world.", async (call, ct) =>
        {
            var demo = call.Get<DemoWorld>();
            if (!await demo.IsEmpty(ct))
            {
                if (!await demo.IsThere(ct)) return call.Refused("This database holds an installation of its own. The demo world only goes into an empty one.");
                if (!call.Value(IfMissing)) return call.Refused("The demo world is there already.");
            }
            else if ((await demo.Load(ct)).Problem is { } problem) return call.Refused(problem);
            return call.Done(string.Join('\n', ["The demo world is there. Its personas, who sign in by a button:", .. DemoWorld.Personas.Select(p => $"  {p.Name,-16}{p.Given} {p.Family} – {p.Story}")]),
                new { personas = DemoWorld.Personas.Select(p => new { p.Name, p.Email, p.Story }) });
        }) { Options = [IfMissing] },
    ];

    /// <summary>A persona's button on the sign-in page. There is no such address where the demo is off.</summary>
    public override void Endpoints(IEndpointRouteBuilder pages) =>
        pages.MapPost("/sign-in/persona", async (HttpContext http, Settings settings, Accounts accounts) =>
        {
            var name = http.Request.Form["persona"].ToString();
            if (!settings.IsDemo || DemoWorld.Personas.FirstOrDefault(p => p.Name == name) is not { } persona) return Results.NotFound();
            return (await accounts.SignInAsPersona(persona.Email)).Failed ? Results.NotFound() : Results.Redirect(Next.Of(http.Request.Form["next"]));
        }).AllowAnonymous().FromOurForms();
}

/// <summary>The personas, where the demo is on.</summary>
sealed class PersonasOffered(Settings settings, CountryPacks packs) : ISignInOffers
{
    public IReadOnlyList<SignInOffer> In(Texts t) => !settings.IsDemo ? [] :
        [.. DemoWorld.Personas.Select(p => new SignInOffer(p.Name, $"{p.Given} {p.Family}", $"{packs[p.CountryId].PostIn(p.Post, t)}, {DemoWorld.UnitName(p.Unit)}", t[p.Story], packs[p.CountryId].Language))];
}
