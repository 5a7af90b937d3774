using Balsts;
using Balsts.Demo;
using Balsts.Forms;
using Balsts.Privacy;
using Foundation.Data;

try
{
    return CommandLine.MeansServe(args) ? await Serve(args) : await CommandLine.Run(args, Serve);
}
catch (SettingsException e)
{
    await Console.Error.WriteLineAsync(e.Message);
    return Exit.Wrong;
}
catch (Exception e) when (Database.IsTrouble(e))
{
    await Console.Error.WriteLineAsync($"The database cannot be used: {e.GetBaseException().Message} Look at BALSTS_DATABASE and at “balsts doctor”.");
    return Exit.Refused;
}
catch (OperationCanceledException)
{
    await Console.Error.WriteLineAsync("Stopped.");
    return Exit.Refused;
}

static async Task<int> Serve(string[] args)
{
    await using var site = Site.Build(args);
    await site.Services.GetRequiredService<Database>().Migrate();
    await using (var scope = site.Services.CreateAsyncScope()) await scope.ServiceProvider.GetRequiredService<LayDownForms>().Run();
    if (site.Services.GetRequiredService<Settings>().IsDemo)
    {
        await using var scope = site.Services.CreateAsyncScope();
        var demo = scope.ServiceProvider.GetRequiredService<DemoWorld>();
        if (await demo.IsEmpty()) await demo.Load();
    }
    await using (var scope = site.Services.CreateAsyncScope()) await scope.ServiceProvider.GetRequiredService<RepeatErasures>().Run(); // a database that was brought back is served without what was erased since
    try { await site.RunAsync(); }
    catch (IOException e) when (e.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
    {
        throw new SettingsException("BALSTS_URLS names an address at which another program listens already. Stop that one, or choose another address with --urls.");
    }
    return Exit.Done;
}

public partial class Program;
