using Foundation.Security;
using Foundation.Web;

namespace Balsts.Demo;

public sealed class DemoCapability : Capability
{
    public override void Services(IServiceCollection services) => services.AddScoped<DemoWorld>();

    /// <summary>A persona's button on the sign-in page. There is no such address where the demo is off.</summary>
    public override void Endpoints(IEndpointRouteBuilder pages) =>
        pages.MapPost("/sign-in/persona", async (HttpContext http, Settings settings, Accounts accounts) =>
        {
            var name = http.Request.Form["persona"].ToString();
            if (!settings.IsDemo || DemoWorld.Personas.FirstOrDefault(p => p.Name == name) is not { } persona) return Results.NotFound();
            return (await accounts.SignInAsPersona(persona.Email)).Failed ? Results.NotFound() : Results.Redirect(Next.Of(http.Request.Form["next"]));
        }).AllowAnonymous();
}
