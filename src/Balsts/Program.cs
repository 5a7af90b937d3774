using Balsts;
using Balsts.Demo;
using Foundation.Data;

try
{
    var app = Site.Build(args);
    await app.Services.GetRequiredService<Database>().Migrate();
    if (app.Services.GetRequiredService<Settings>().IsDemo)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var demo = scope.ServiceProvider.GetRequiredService<DemoWorld>();
        if (await demo.IsEmpty()) await demo.Load();
    }
    await app.RunAsync();
    return 0;
}
catch (SettingsException e)
{
    await Console.Error.WriteLineAsync(e.Message);
    return 2;
}

public partial class Program;
